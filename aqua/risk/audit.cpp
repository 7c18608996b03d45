#include "aqua/risk/audit.h"

#include <algorithm>
#include <cmath>

#include "aqua/core/error.h"

namespace aqua::risk {
namespace {

constexpr double kRich = 1e300;  // Wealth past this is not told apart: it only overflows.
constexpr double kMostBet = 0.5;

}  // namespace

RiskMonitor::RiskMonitor(double alpha, double delta, double least)
    : alpha_(alpha), delta_(delta), least_(least) {
  AQUA_CHECK(std::isfinite(least) && least < alpha && alpha < 1);
  AQUA_CHECK(delta > 0 && delta < 1);
  wealth_.fill(1);
}

void RiskMonitor::Add(double loss) {
  AQUA_CHECK(loss >= least_ && loss <= 1);
  ++images_;
  sum_ += loss;
  Bet(loss);
  Narrow((loss - least_) / (1 - least_));
}

void RiskMonitor::Bet(double loss) {
  double total = 0;
  double rate = 1 / (alpha_ - least_);
  for (double& wealth : wealth_) {
    rate /= 2;
    wealth = std::min(kRich, wealth * (1 + rate * (loss - alpha_)));
    total += wealth;
  }
  most_wealth_ = std::max(most_wealth_, total / kRates);
}

// lambda_t, v_t and psi of theorem 2; the bet is chosen from the losses before this one alone.
void RiskMonitor::Narrow(double share) {
  const auto t = static_cast<double>(images_);
  const double variance = squares_ / t;
  const double bet =
      std::min(kMostBet, std::sqrt(2 * std::log(2 / delta_) / (variance * t * std::log1p(t))));
  const double surprise = share - share_sum_ / t;
  bets_ += bet;
  bet_shares_ += bet * share;
  spread_ += surprise * surprise * (-std::log1p(-bet) - bet);
  share_sum_ += share;
  const double distance = share - share_sum_ / (t + 1);
  squares_ += distance * distance;
}

double RiskMonitor::Estimate() const {
  return images_ == 0 ? 0 : sum_ / static_cast<double>(images_);
}

MeanRange RiskMonitor::Range() const {
  if (images_ == 0) return {least_, 1};
  const double centre = bet_shares_ / bets_;
  const double radius = (std::log(2 / delta_) + spread_) / bets_;
  const auto loss_of = [&](double share) {
    return least_ + (1 - least_) * std::clamp(share, 0.0, 1.0);
  };
  return {loss_of(centre - radius), loss_of(centre + radius)};
}

}  // namespace aqua::risk
