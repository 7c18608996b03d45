// The proof that promises hold: thousands of calibrations on sources whose true risk is known. A
// calibration breaks its promise when the rung that it chooses has a true risk above alpha.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <random>
#include <vector>

#include "aqua/risk/betting_bound.h"
#include "aqua/risk/binomial_tail.h"
#include "aqua/risk/fixed_sequence.h"
#include "aqua/risk/hoeffding_bentkus.h"
#include "aqua/risk/signed_p_value.h"

namespace aqua::risk {
namespace {

// Images are accepted from a rung on, uniform over the rungs; accepted ones have a loss of this
// size, or the opposite, with these chances.
struct Source {
  int rungs;
  double worse;
  double better;
  double size;

  double Risk(int rung) const { return (rung + 1.0) / rungs * (worse - better) * size; }
};

class Calibrations {
 public:
  Calibrations(const Source& source, int images, double alpha, double delta)
      : source_(source), images_(images), alpha_(alpha), delta_(delta) {}

  using PValue = std::function<double(std::span<const double> losses)>;

  // The share of calibrations that break the promise.
  double Broken(int count, const PValue& p_value) {
    int broken = 0;
    for (int i = 0; i < count; ++i) {
      Draw();
      const FixedSequence seen = TestInSequence(source_.rungs, delta_, [&](int rung) {
        Accept(rung);
        return p_value(losses_);
      });
      if (seen.last_passed && IsUnsafe(*seen.last_passed)) ++broken;
    }
    return static_cast<double>(broken) / count;
  }

  // The same for who takes the last rung whose losses on the sample keep alpha.
  double BrokenByTrust(int count) {
    int broken = 0;
    for (int i = 0; i < count; ++i) {
      Draw();
      int chosen = -1;
      for (int rung = 0; rung < source_.rungs; ++rung) {
        Accept(rung);
        if (Sum(losses_) <= alpha_ * images_) chosen = rung;
      }
      if (chosen >= 0 && IsUnsafe(chosen)) ++broken;
    }
    return static_cast<double>(broken) / count;
  }

  static double Sum(std::span<const double> losses) {
    return std::accumulate(losses.begin(), losses.end(), 0.0);
  }

 private:
  bool IsUnsafe(int rung) const { return source_.Risk(rung) > alpha_; }

  void Draw() {
    std::uniform_real_distribution<double> uniform(0, 1);
    outcomes_.clear();
    losses_.assign(static_cast<size_t>(images_), 0.0);
    // Only images with a loss need a place; which they are is a random order of itself.
    for (int image = 0; image < images_; ++image) {
      const double draw = uniform(random_);
      if (draw >= source_.worse + source_.better) continue;
      const double loss = draw < source_.worse ? source_.size : -source_.size;
      outcomes_.push_back({image, static_cast<int>(uniform(random_) * source_.rungs), loss});
    }
  }

  void Accept(int rung) {
    for (const Outcome& outcome : outcomes_) {
      if (outcome.rung == rung) losses_[static_cast<size_t>(outcome.image)] = outcome.loss;
    }
  }

  struct Outcome {
    int image;
    int rung;
    double loss;
  };

  Source source_;
  int images_;
  double alpha_;
  double delta_;
  std::mt19937 random_{6};
  std::vector<Outcome> outcomes_;
  std::vector<double> losses_;  // Of the rung at hand.
};

constexpr double kDelta = 0.1;
constexpr int kCalibrations = 3000;
// Three deviations of what chance does to a share of kDelta among so many.
const double kSlack = 3 * std::sqrt(kDelta * (1 - kDelta) / kCalibrations);
constexpr double kHair = 1.0001;  // Just above alpha: unsafe, and hardest to tell.

double Exact(std::span<const double> losses, double alpha) {
  const auto k = static_cast<int64_t>(Calibrations::Sum(losses));
  return std::exp(LogBinomialTail(static_cast<int64_t>(losses.size()), alpha, k));
}

double Signed(std::span<const double> losses, double alpha) {
  const auto images = static_cast<int64_t>(losses.size());
  return SignedPValue({images, std::count(losses.begin(), losses.end(), 1.0),
                       std::count(losses.begin(), losses.end(), -1.0)},
                      alpha, kDelta);
}

double Bentkus(std::span<const double> losses, double alpha) {
  return HoeffdingBentkusPValue(static_cast<int64_t>(losses.size()), Calibrations::Sum(losses),
                                alpha);
}

double Betting(std::span<const double> losses, double alpha) {
  return BettingPValue(losses, alpha, kDelta);
}

using Test = double (*)(std::span<const double>, double);

double Broken(const Source& source, int images, double alpha, Test test, int count) {
  return Calibrations(source, images, alpha, kDelta).Broken(count, [&](auto losses) {
    return test(losses, alpha);
  });
}

// All rungs of a ladder whose risk passes alpha half way.
TEST(Simulation, ExactTailKeepsItsPromise) {
  EXPECT_LE(Broken({50, 0.02, 0, 1}, 1000, 0.01, Exact, kCalibrations), kDelta + kSlack);
}

// 230 images and 1 %: only no loss at all passes, by chance in 0.99^230 = 9.9 %.
TEST(Simulation, ExactTailUsesUpItsPromise) {
  const double broken = Broken({1, 0.01 * kHair, 0, 1}, 230, 0.01, Exact, kCalibrations);
  EXPECT_LE(broken, kDelta + kSlack);
  EXPECT_GE(broken, 0.8 * kDelta);
}

TEST(Simulation, ChoosingByWhatTheSampleShowsDoesNot) {
  Calibrations plain({50, 0.02, 0, 1}, 1000, 0.01, kDelta);
  EXPECT_GT(plain.BrokenByTrust(300), 4 * kDelta);
  Calibrations signs({10, 0.08, 0.04, 1}, 500, 0.02, kDelta);
  EXPECT_GT(signs.BrokenByTrust(300), 4 * kDelta);
}

TEST(Simulation, SignedTestKeepsItsPromise) {
  EXPECT_LE(Broken({10, 0.08, 0.04, 1}, 500, 0.02, Signed, 1000), kDelta + kSlack);
}

TEST(Simulation, SignedTestNearlyUsesUpItsPromise) {
  const double worse = 0.03 + 0.02 * kHair;
  const double broken = Broken({1, worse, 0.03, 1}, 500, 0.02, Signed, kCalibrations);
  EXPECT_LE(broken, kDelta + kSlack);
  EXPECT_GE(broken, 0.4 * kDelta);
}

TEST(Simulation, HoeffdingBentkusKeepsItsPromise) {
  EXPECT_LE(Broken({50, 0.04, 0, 0.5}, 1000, 0.01, Bentkus, kCalibrations), kDelta + kSlack);
  const double broken = Broken({1, 0.01 * kHair, 0, 1}, 1000, 0.01, Bentkus, kCalibrations);
  EXPECT_LE(broken, kDelta + kSlack);
  EXPECT_GE(broken, 0.1 * kDelta);
}

TEST(Simulation, BettingKeepsItsPromise) {
  EXPECT_LE(Broken({20, 0.08, 0, 0.25}, 300, 0.01, Betting, 1000), kDelta + kSlack);
  EXPECT_LE(Broken({20, 0.08, 0.04, 1}, 300, 0.02, Betting, 1000), kDelta + kSlack);
  const double broken = Broken({1, 0.04 * kHair, 0, 0.5}, 500, 0.02, Betting, kCalibrations);
  EXPECT_LE(broken, kDelta + kSlack);
  EXPECT_GE(broken, 0.2 * kDelta);
}

}  // namespace
}  // namespace aqua::risk
