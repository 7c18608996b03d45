// Does a promise still hold? Some of the traffic is run in full as well; each such image gives a
// loss. The monitor may be asked after every image, for ever, without the answers wearing out.
//   A player bets that losses are larger than alpha, at several rates at once:
//   W_t = mean over g of prod (1 + g (x_i - alpha)), g = 1 / (alpha - least) times 1/2, 1/4, ...
//   While the mean loss is at most alpha, W passes 1 / delta with a chance of at most delta, ever
//   (Ville); once it is more, W grows at nearly the best rate for such a mean.
//   The range of the mean is the empirical-Bernstein confidence sequence of Waudby-Smith and Ramdas
//   (JRSS-B 86 (2024), theorem 2), valid at all times together; if the mean drifts it is the mean
//   so far, weighted by the bets of that theorem, that it holds.
#pragma once

#include <array>
#include <cstdint>

namespace aqua::risk {

struct MeanRange {
  double at_least = 0;
  double at_most = 0;
};

class RiskMonitor {
 public:
  // Watches the promise "mean loss at most alpha", false alarms with a chance of at most delta.
  // Losses lie in [least, 1]; least < alpha < 1; delta in (0, 1).
  RiskMonitor(double alpha, double delta, double least);

  void Add(double loss);  // Finite and in [least, 1].

  bool Broken() const { return most_wealth_ >= 1 / delta_; }  // Once true, stays true.
  double MostWealth() const { return most_wealth_; }          // At least 1.
  int64_t images() const { return images_; }
  double Estimate() const;  // The mean loss so far; 0 before the first.
  MeanRange Range() const;  // Within [least, 1]; holds the mean at 1 - delta.

 private:
  static constexpr int kRates = 10;

  void Bet(double loss);
  void Narrow(double share);

  double alpha_;
  double delta_;
  double least_;
  int64_t images_ = 0;
  double sum_ = 0;

  std::array<double, kRates> wealth_;
  double most_wealth_ = 1;

  // Of losses as shares of [least, 1].
  double share_sum_ = 0.5;
  double squares_ = 0.25;
  double bets_ = 0;
  double bet_shares_ = 0;
  double spread_ = 0;
};

}  // namespace aqua::risk
