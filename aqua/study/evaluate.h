// One image with every weight set under all 16 crops: the rows that a study keeps of it.
#pragma once

#include <memory>
#include <vector>

#include "aqua/exec/engine.h"
#include "aqua/store/rows.h"
#include "aqua/study/answer.h"
#include "aqua/study/image_list.h"
#include "aqua/study/network.h"

namespace aqua::study {

struct EvaluatedImage {
  store::ImageRow image;
  std::vector<store::OutcomeRow> outcomes;  // By set, then crop; none when the image failed.
};

// A weight set's network, ready to run.
struct SetEngine {
  std::string name;
  std::unique_ptr<exec::Engine> engine;
  std::vector<crop::CropPlan> plans;
};

// Belongs to one thread. Engines and network are shared.
class Evaluator {
 public:
  Evaluator(const std::vector<SetEngine>& sets, const Network& network,
            std::filesystem::path folder);

  // An image that cannot be read is a failed row, not an exception.
  EvaluatedImage Evaluate(int64_t id, const ListedImage& image);

 private:
  struct SetPrograms {
    std::string name;
    std::unique_ptr<exec::ProgramSet> crops;
  };

  std::vector<store::OutcomeRow> Outcomes(const std::filesystem::path& file);
  std::vector<Answer> Answers(const SetPrograms& set, const Tensor& input) const;

  const Network& network_;
  std::filesystem::path folder_;
  bool gives_probabilities_;
  std::vector<SetPrograms> sets_;
};

}  // namespace aqua::study
