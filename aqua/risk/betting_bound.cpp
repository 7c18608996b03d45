#include "aqua/risk/betting_bound.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "aqua/core/error.h"

namespace aqua::risk {
namespace {

constexpr double kRich = 1e300;  // Wealth past this is not told apart: it only overflows.
constexpr int kHalvings = 60;    // Of [0, 1]: to the last bit.

void CheckLevel(double value) { AQUA_CHECK(value > 0 && value < 1); }

// nu_i: each from the losses before it alone.
std::vector<double> Bets(std::span<const double> losses, double delta) {
  const double reach = 2 * std::log(1 / delta) / static_cast<double>(losses.size());
  std::vector<double> bets;
  bets.reserve(losses.size());
  double sum = 0.5;
  double squares = 0.25;
  double variance = 0.25;
  for (const double loss : losses) {
    AQUA_CHECK(std::isfinite(loss) && loss <= 1);
    bets.push_back(std::min(1.0, std::sqrt(reach / variance)));
    const auto seen = static_cast<double>(bets.size() + 1);
    sum += loss;
    const double distance = loss - sum / seen;
    squares += distance * distance;
    variance = squares / seen;
  }
  return bets;
}

double MostWealth(std::span<const double> losses, std::span<const double> bets, double mean) {
  double wealth = 1;
  double most = 1;
  for (size_t i = 0; i < losses.size() && most < kRich; ++i) {
    wealth *= 1 - bets[i] * (losses[i] - mean);
    most = std::max(most, wealth);
  }
  return most;
}

}  // namespace

double BettingPValue(std::span<const double> losses, double alpha, double delta) {
  CheckLevel(alpha);
  CheckLevel(delta);
  return 1 / MostWealth(losses, Bets(losses, delta), alpha);
}

double BettingUpperBound(std::span<const double> losses, double delta) {
  CheckLevel(delta);
  const std::vector<double> bets = Bets(losses, delta);
  double low = 0;
  double high = 1;  // Wealth only grows with the mean that is bet against.
  for (int i = 0; i < kHalvings; ++i) {
    const double middle = (low + high) / 2;
    (MostWealth(losses, bets, middle) >= 1 / delta ? high : low) = middle;
  }
  return high;
}

double BettingLowerBound(std::span<const double> values, double least, double delta) {
  AQUA_CHECK(std::isfinite(least) && least <= 0);
  std::vector<double> missing;  // From 1, as a share of what a value can miss: a loss in [0, 1].
  missing.reserve(values.size());
  for (const double value : values) {
    AQUA_CHECK(value >= least && value <= 1);
    missing.push_back((1 - value) / (1 - least));
  }
  return least + (1 - least) * (1 - BettingUpperBound(missing, delta));
}

}  // namespace aqua::risk
