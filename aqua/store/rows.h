// What a study holds: who it is a study of, its weight sets, one row an image, one row an image,
// weight set and crop.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace aqua::store {

struct Setting {
  std::string name;   // "model hash"
  std::string value;  // "5d41402abc4b2a76b9719d911017c592"
  bool operator==(const Setting&) const = default;
};

// One way in which the network's weights are held: every image runs with each.
struct SetRow {
  int set = 0;            // Its place in the list of sets, from 0.
  std::string name;       // "float", "entropy4", "profile.json"
  std::string hash;       // Of what it makes of the weights; empty: nothing.
  std::string precision;  // At which energy is counted: "10/8".
  bool operator==(const SetRow&) const = default;
};

// What one crop costs with one weight set, the same for every image.
struct CropRow {
  int set = 0;
  int crop = 0;      // crop::CropCode::Index().
  std::string code;  // "1011"
  int64_t macs = 0;
  double energy_pj = 0;
  bool operator==(const CropRow&) const = default;
};

struct StudyIdentity {
  // What a study must share with a run that continues it, most telling first: the first that
  // differs is the one an error names. Names are unique among settings and notes.
  std::vector<Setting> settings;
  // Worth keeping but free to differ, as the path of the model: the first run's stay.
  std::vector<Setting> notes;
  std::vector<SetRow> sets;    // Must be shared too, in this order; numbered from 0.
  std::vector<CropRow> crops;  // Likewise: by set, then crop.
};

enum class ImageStatus { kOk, kFailed };

struct ImageRow {
  int64_t id = 0;    // Place in the sorted list of the study's images, so the same in every run.
  std::string file;  // Relative to the folder of images; unique.
  ImageStatus status = ImageStatus::kOk;
  std::string error;   // Why it failed, one line; else empty.
  std::string labels;  // Right classes as "a|b"; empty: unlabelled.
  bool operator==(const ImageRow&) const = default;
};

inline constexpr int kTopCount = 5;

// The answer to one image with one weight set under one crop, most probable class first.
// Probabilities are finite. A network of fewer classes leaves the rest at kNoClass.
struct OutcomeRow {
  static constexpr int kNoClass = -1;

  int set = 0;
  int crop = 0;
  std::array<int, kTopCount> classes = {kNoClass, kNoClass, kNoClass, kNoClass, kNoClass};
  std::array<float, kTopCount> probabilities = {};
  bool operator==(const OutcomeRow&) const = default;
};

}  // namespace aqua::store
