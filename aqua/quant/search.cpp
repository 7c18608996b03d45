#include "aqua/quant/search.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "aqua/core/error.h"
#include "aqua/core/fixed_point.h"

namespace aqua::quant {
namespace {

void CheckSpec(size_t layers, const BitSearchSpec& spec) {
  if (spec.least_bits < kLeastBits || spec.least_bits > spec.most_bits ||
      spec.most_bits > kMostBits) {
    throw Error("a search from {} to {} bits, expected {} to {}, the fewer first", spec.least_bits,
                spec.most_bits, kLeastBits, kMostBits);
  }
  if (!(spec.budget >= 0) || !std::isfinite(spec.budget)) {
    throw Error("a budget of {}, expected a number that is not negative", spec.budget);
  }
  AQUA_CHECK(spec.parts.empty() || spec.parts.size() == layers);
  for (const double part : spec.parts) AQUA_CHECK(part >= 0 && std::isfinite(part));
}

// What may be lost up to and with each layer. The last may lose all of the budget.
std::vector<double> Allowances(size_t layers, const BitSearchSpec& spec) {
  std::vector<double> parts = spec.parts;
  if (parts.empty()) parts.assign(layers, 1);
  const double all = std::accumulate(parts.begin(), parts.end(), 0.0);
  std::vector<double> allowances;
  double sum = 0;
  for (const double part : parts) {
    sum += part;
    allowances.push_back(all > 0 ? spec.budget * std::min(1.0, sum / all) : spec.budget);
  }
  if (!allowances.empty()) allowances.back() = spec.budget;
  return allowances;
}

class Searcher {
 public:
  Searcher(BitJudge& judge, size_t layers, const BitSearchSpec& spec)
      : judge_(judge), spec_(spec), costs_(layers) {
    result_.bits.assign(layers, spec.most_bits);
  }

  BitSearchResult Run() {
    const std::vector<double> allowances = Allowances(result_.bits.size(), spec_);
    double loss = 0;
    for (size_t layer = 0; layer < result_.bits.size(); ++layer) {
      const double before = loss;
      loss = Narrow(layer, allowances[layer], before);
      costs_[layer] = loss - before;
      judge_.Fix(layer, result_.bits[layer]);
    }
    JudgeWhole();
    while (!result_.within_budget && Widen()) JudgeWhole();
    return result_;
  }

 private:
  // Sets the layer's bits. Returns the loss with them; wide, it is that before.
  double Narrow(size_t layer, double allowance, double loss_when_wide) {
    int enough = spec_.most_bits;
    double loss = loss_when_wide;
    int least = spec_.least_bits;
    while (least < enough) {
      const int bits = least + (enough - least) / 2;
      const double tried = Try(layer, bits);
      if (tried <= allowance) {
        enough = bits;
        loss = tried;
      } else {
        least = bits + 1;
      }
    }
    result_.bits[layer] = enough;
    return loss;
  }

  double Try(size_t layer, int bits) {
    const auto layers = static_cast<double>(result_.bits.size());
    ++result_.trials;
    result_.network_runs += (layers - static_cast<double>(layer)) / layers;
    const double loss = judge_.Loss(layer, bits);
    AQUA_CHECK(!std::isnan(loss));
    return loss;
  }

  void JudgeWhole() {
    ++result_.whole_runs;
    ++result_.network_runs;
    result_.loss = judge_.WholeLoss(result_.bits);
    AQUA_CHECK(!std::isnan(result_.loss));
    result_.within_budget = result_.loss <= spec_.budget;
  }

  // By a bit, the layer that loses most for each bit it saves. False: all are wide.
  bool Widen() {
    size_t worst = result_.bits.size();
    for (size_t layer = 0; layer < result_.bits.size(); ++layer) {
      if (result_.bits[layer] == spec_.most_bits) continue;
      if (worst == result_.bits.size() || CostOfABit(layer) > CostOfABit(worst)) worst = layer;
    }
    if (worst == result_.bits.size()) return false;
    // A bit more halves the step, and is taken to halve what the layer loses.
    costs_[worst] /= 2;
    ++result_.bits[worst];
    return true;
  }

  double CostOfABit(size_t layer) const {
    return costs_[layer] / (spec_.most_bits - result_.bits[layer]);
  }

  BitJudge& judge_;
  const BitSearchSpec& spec_;
  std::vector<double> costs_;  // Loss that each layer added.
  BitSearchResult result_;
};

}  // namespace

BitSearchResult SearchBits(BitJudge& judge, size_t layers, const BitSearchSpec& spec) {
  CheckSpec(layers, spec);
  return Searcher(judge, layers, spec).Run();
}

int64_t BruteForceRuns(size_t layers, const BitSearchSpec& spec) {
  return static_cast<int64_t>(layers) * (spec.most_bits - spec.least_bits + 1);
}

}  // namespace aqua::quant
