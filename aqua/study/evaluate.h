// One image under all 16 crops: the rows that a study keeps of it.
#pragma once

#include <memory>
#include <vector>

#include "aqua/exec/engine.h"
#include "aqua/store/rows.h"
#include "aqua/study/image_list.h"
#include "aqua/study/network.h"

namespace aqua::study {

struct EvaluatedImage {
  store::ImageRow image;
  std::vector<store::OutcomeRow> outcomes;  // One a crop; none when the image failed.
};

// Belongs to one thread. Engine and network are shared.
class Evaluator {
 public:
  Evaluator(exec::Engine& engine, const Network& network, const std::vector<crop::CropPlan>& plans,
            std::filesystem::path folder);

  // An image that cannot be read is a failed row, not an exception.
  EvaluatedImage Evaluate(int64_t id, const ListedImage& image);

 private:
  std::vector<store::OutcomeRow> Outcomes(const std::filesystem::path& file);

  const Network& network_;
  std::filesystem::path folder_;
  bool gives_probabilities_;
  std::unique_ptr<exec::ProgramSet> crops_;
};

}  // namespace aqua::study
