#include "aqua/study/answer.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "aqua/core/error.h"

namespace aqua::study {
namespace {

// Relative to the largest, so that no exponential overflows.
std::vector<double> Softmax(std::span<const float> logits) {
  const float largest = *std::max_element(logits.begin(), logits.end());
  std::vector<double> result;
  for (const float logit : logits) {
    result.push_back(std::exp(static_cast<double>(logit) - static_cast<double>(largest)));
  }
  const double sum = std::accumulate(result.begin(), result.end(), 0.0);
  for (double& value : result) value /= sum;
  return result;
}

}  // namespace

bool GivesProbabilities(const graph::Graph& graph) {
  const auto producer = std::find_if(graph.nodes.begin(), graph.nodes.end(),
                                     [&](const auto& node) { return node.output == graph.output; });
  return producer != graph.nodes.end() && producer->layer->Kind() == "Softmax";
}

Answer RankClasses(std::span<const float> outputs, bool are_probabilities) {
  AQUA_CHECK(!outputs.empty());
  if (!std::all_of(outputs.begin(), outputs.end(), [](float v) { return std::isfinite(v); })) {
    throw Error("the network's output holds a NaN or an infinity");
  }
  const std::vector<double> probabilities =
      are_probabilities ? std::vector<double>(outputs.begin(), outputs.end()) : Softmax(outputs);
  std::vector<int> order(outputs.size());
  std::iota(order.begin(), order.end(), 0);
  const size_t count = std::min(kAnswerLength, order.size());
  std::partial_sort(order.begin(), order.begin() + static_cast<int64_t>(count), order.end(),
                    [&](int a, int b) {
                      const float x = outputs[static_cast<size_t>(a)];
                      const float y = outputs[static_cast<size_t>(b)];
                      return x != y ? x > y : a < b;
                    });
  Answer answer;
  for (size_t rank = 0; rank < count; ++rank) {
    const int index = order[rank];
    answer.push_back({index, static_cast<float>(probabilities[static_cast<size_t>(index)])});
  }
  return answer;
}

int FirstClass(const Tensor& outputs) {
  return RankClasses(outputs.values(), true).front().index;  // The order is the same for both.
}

store::TopClasses TopClassesOf(const Answer& answer) {
  store::TopClasses top;
  for (size_t rank = 0; rank < answer.size(); ++rank) {
    top.classes[rank] = answer[rank].index;
    top.probabilities[rank] = answer[rank].probability;
  }
  return top;
}

}  // namespace aqua::study
