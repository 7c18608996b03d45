// One photo in full and by every policy of a study: the rows that the study keeps of it.
#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "aqua/adaptive/decider.h"
#include "aqua/adaptive/studied_policies.h"
#include "aqua/store/rows.h"

namespace aqua::adaptive {

struct DecidedImage {
  store::ImageRow image;
  std::vector<store::DecisionRow> decisions;  // By policy; none when the image failed.
  std::vector<store::AttemptRow> attempts;    // By policy, then order; likewise.
};

// Builds what the policies' options run on; before any ImageDecider.
void BuildNetworks(ScaledNetworks& networks, const std::vector<StudiedPolicy>& policies);

// Belongs to one thread. Networks and policies are shared and outlive it.
class ImageDecider {
 public:
  ImageDecider(ScaledNetworks& networks, const std::vector<StudiedPolicy>& policies,
               std::filesystem::path folder);

  // An image that cannot be read is a failed row, not an exception.
  DecidedImage Decide(int64_t id, const HashedImage& image);

 private:
  // The whole network first, then the policies.
  std::vector<Decision> Decisions(int64_t id, const HashedImage& image);

  const std::vector<StudiedPolicy>& policies_;
  std::filesystem::path folder_;
  FullRunner full_;
  std::vector<std::unique_ptr<Decider>> deciders_;
  bool is_warm_ = false;
};

}  // namespace aqua::adaptive
