#include "aqua/study/photo.h"

#include <algorithm>
#include <array>
#include <chrono>

#include "aqua/study/network_input.h"

namespace aqua::study {
namespace {

constexpr std::array<crop::CropCode, 1> kUncropped = {};

double TimedRun(exec::Program& program, const Tensor& input) {
  const auto start = std::chrono::steady_clock::now();
  program.Run(input);
  const std::chrono::duration<double, std::milli> elapsed =
      std::chrono::steady_clock::now() - start;
  return elapsed.count();
}

double MedianMs(exec::Program& program, const Tensor& input, int runs) {
  std::vector<double> ms;
  ms.reserve(static_cast<size_t>(runs));
  for (int run = 0; run < runs; ++run) ms.push_back(TimedRun(program, input));
  if (ms.empty()) return 0;
  std::nth_element(ms.begin(), ms.begin() + static_cast<int64_t>(ms.size() / 2), ms.end());
  return ms[ms.size() / 2];
}

}  // namespace

PhotoExaminer::PhotoExaminer(const Network& network, PhotoSpec spec)
    : network_(network),
      spec_(std::move(spec)),
      gives_probabilities_(GivesProbabilities(network.graph)),
      engine_(GraphAtPrecision(network.graph, spec_.precision)),
      full_cost_(
          CostCrops(network.graph, spec_.crop, kUncropped, spec_.accelerator, spec_.precision)[0]),
      costs_(
          CostCrops(network.graph, spec_.crop, spec_.codes, spec_.accelerator, spec_.precision)) {
  crop::CropSpec crop = spec_.crop;
  full_ = engine_.Compile(crop::MakePlan(engine_.graph(), crop));
  for (const crop::CropCode& code : spec_.codes) {
    crop.code = code;
    plans_.push_back(crop::MakePlan(engine_.graph(), crop));
    programs_.push_back(engine_.Compile(plans_.back()));
  }
}

PhotoResult PhotoExaminer::Examine(const std::filesystem::path& file) {
  PhotoResult result;
  result.file = file;
  NetworkInput read = ReadNetworkInput(network_, file);
  const Tensor& input = read.tensor;
  result.seen = std::move(read.seen);
  result.full_answer = RankClasses(full_->Run(input).values(), gives_probabilities_);
  for (size_t index = 0; index < programs_.size(); ++index) {
    result.crops.push_back(RunCrop(index, input, result.full_answer));
  }
  return result;
}

PhotoCrop PhotoExaminer::RunCrop(size_t index, const Tensor& input, const Answer& full) {
  PhotoCrop crop;
  crop.cost = costs_[index];
  crop.kept = plans_[index].kept[engine_.graph().input];
  crop.logits = programs_[index]->Run(input);
  crop.answer = RankClasses(crop.logits.values(), gives_probabilities_);
  crop.keeps_top1 = crop.answer.front().index == full.front().index;
  crop.keeps_top5 = std::any_of(crop.answer.begin(), crop.answer.end(), [&](const RankedClass& c) {
    return c.index == full.front().index;
  });
  crop.cpu_ms = MedianMs(*programs_[index], input, spec_.timed_runs);
  return crop;
}

int64_t PhotoExaminer::ActivationBytes() const {
  int64_t bytes = full_->ActivationBytes();
  for (const auto& program : programs_) bytes += program->ActivationBytes();
  return bytes;
}

}  // namespace aqua::study
