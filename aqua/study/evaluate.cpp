#include "aqua/study/evaluate.h"

#include "aqua/core/error.h"
#include "aqua/image/image.h"
#include "aqua/study/answer.h"

namespace aqua::study {
namespace {

store::OutcomeRow ToRow(size_t set, size_t crop, const Answer& answer) {
  return {TopClassesOf(answer), static_cast<int>(set), static_cast<int>(crop)};
}

}  // namespace

Evaluator::Evaluator(const std::vector<SetEngine>& sets, const Network& network,
                     std::filesystem::path folder)
    : network_(network),
      folder_(std::move(folder)),
      gives_probabilities_(GivesProbabilities(network.graph)) {
  for (const SetEngine& set : sets) {
    sets_.push_back({set.name, set.engine->CompileSet(set.plans)});
  }
}

EvaluatedImage Evaluator::Evaluate(int64_t id, const ListedImage& image) {
  EvaluatedImage result;
  result.image = {id, image.file, store::ImageStatus::kOk, "", JoinLabels(image.labels)};
  try {
    result.outcomes = Outcomes(folder_ / image.file);
  } catch (const Error& error) {
    result.image.status = store::ImageStatus::kFailed;
    result.image.error = error.what();
  }
  return result;
}

std::vector<store::OutcomeRow> Evaluator::Outcomes(const std::filesystem::path& file) {
  const Tensor input = image::Prepare(image::ReadImage(file), network_.preprocess);
  std::vector<store::OutcomeRow> rows;
  for (size_t set = 0; set < sets_.size(); ++set) {
    const std::vector<Answer> answers = Answers(sets_[set], input);
    for (size_t crop = 0; crop < answers.size(); ++crop) {
      rows.push_back(ToRow(set, crop, answers[crop]));
    }
  }
  return rows;
}

std::vector<Answer> Evaluator::Answers(const SetPrograms& set, const Tensor& input) const {
  const std::vector<Tensor> logits = set.crops->Run(input);
  std::vector<Answer> answers;
  try {
    for (const Tensor& crop : logits) {
      answers.push_back(RankClasses(crop.values(), gives_probabilities_));
    }
  } catch (const Error& error) {
    if (sets_.size() == 1) throw;
    throw Error("with weights {}: {}", set.name, error.what());
  }
  return answers;
}

}  // namespace aqua::study
