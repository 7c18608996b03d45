#include "aqua/study/evaluate.h"

#include "aqua/core/error.h"
#include "aqua/image/image.h"
#include "aqua/study/answer.h"

namespace aqua::study {
namespace {

store::OutcomeRow ToRow(size_t crop, const Answer& answer) {
  store::OutcomeRow row;
  row.crop = static_cast<int>(crop);
  for (size_t rank = 0; rank < answer.size(); ++rank) {
    row.classes[rank] = answer[rank].index;
    row.probabilities[rank] = answer[rank].probability;
  }
  return row;
}

}  // namespace

Evaluator::Evaluator(exec::Engine& engine, const Network& network,
                     const std::vector<crop::CropPlan>& plans, std::filesystem::path folder)
    : network_(network),
      folder_(std::move(folder)),
      gives_probabilities_(GivesProbabilities(network.graph)),
      crops_(engine.CompileSet(plans)) {}

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
  const std::vector<Tensor> logits = crops_->Run(input);
  std::vector<store::OutcomeRow> rows;
  for (size_t crop = 0; crop < logits.size(); ++crop) {
    rows.push_back(ToRow(crop, RankClasses(logits[crop].values(), gives_probabilities_)));
  }
  return rows;
}

}  // namespace aqua::study
