// What a study holds. Either every image under all 16 crops: its weight sets, their crops, and one
// row an image, weight set and crop. Or every image by policies: the policies, the options that
// they choose from, one row an image and policy, and one an attempt.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
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

// One way to answer an image: a policy at one rung of it, or the whole network without any.
struct PolicyRow {
  int policy = 0;               // Its place in the list of policies, from 0.
  std::string name;             // Unique: its file, and the certificate's.
  std::string kind;             // "cascade"
  std::string hash;             // Of all that was fitted; empty: nothing was.
  int rung = -1;                // -1: the whole network, without asking.
  std::string certificate;      // In one line; empty: none is in force.
  std::string loss;             // What DecisionRow::loss counts: "accuracy, top 1"; empty: nothing.
  int64_t seen_fitting = 0;     // Images of this study that it was fitted on,
  int64_t seen_certifying = 0;  // and that its certificate was made from.
  bool operator==(const PolicyRow&) const = default;
};

// What one option adds to the cost of an image, the same for every image.
struct OptionRow {
  int policy = 0;
  int option = 0;    // Its place in the policy's menu.
  std::string name;  // "160", "224/1111"
  double macs = 0;
  double energy_pj = 0;
  double latency_ns = 0;
  bool operator==(const OptionRow&) const = default;
};

struct StudyIdentity {
  // What a study must share with a run that continues it, most telling first: the first that
  // differs is the one an error names. Names are unique among settings and notes.
  std::vector<Setting> settings;
  // Worth keeping but free to differ, as the path of the model: the first run's stay.
  std::vector<Setting> notes;
  std::vector<SetRow> sets;         // Must be shared too, in this order; numbered from 0.
  std::vector<CropRow> crops;       // Likewise: by set, then crop.
  std::vector<PolicyRow> policies;  // Likewise, numbered from 0.
  std::vector<OptionRow> options;   // Likewise: by policy, then option.
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

// What the network answers, most probable class first. Probabilities are finite. A network of fewer
// classes leaves the rest at kNoClass.
struct TopClasses {
  static constexpr int kNoClass = -1;

  std::array<int, kTopCount> classes = {kNoClass, kNoClass, kNoClass, kNoClass, kNoClass};
  std::array<float, kTopCount> probabilities = {};
  bool operator==(const TopClasses&) const = default;
};

// The answer to one image with one weight set under one crop.
struct OutcomeRow : TopClasses {
  int set = 0;
  int crop = 0;
  bool operator==(const OutcomeRow&) const = default;
};

// The answer to one image by one policy, and what it cost: all attempts, and deciding.
struct DecisionRow : TopClasses {
  int policy = 0;
  double macs = 0;
  double energy_pj = 0;
  double latency_ns = 0;
  double cpu_ms = 0;           // Measured: the only number here that differs from run to run.
  std::optional<double> loss;  // As PolicyRow::loss; nothing where it needs a label and has none.
  bool operator==(const DecisionRow&) const = default;
};

// One run of the network for a policy. The last one of an image is its answer.
struct AttemptRow {
  int policy = 0;
  int order = 0;   // From 0.
  int option = 0;  // OptionRow::option.
  // How sure the policy was of it, 0 to 1; nothing where it did not look.
  std::optional<double> confidence;
  int first_class = TopClasses::kNoClass;  // kNoClass where the run stops at a gate.
  float probability = 0;                   // Of the first class.
  bool operator==(const AttemptRow&) const = default;
};

}  // namespace aqua::store
