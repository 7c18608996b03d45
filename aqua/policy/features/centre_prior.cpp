#include "aqua/policy/features/centre_prior.h"

#include <cmath>
#include <numbers>

namespace aqua::policy {
namespace {

constexpr double kDeviation = 0.25;

// The Gaussian's share of [0, place) of an axis of `size`, and a constant.
double Cumulated(int64_t place, int64_t size) {
  const double at = static_cast<double>(place) / static_cast<double>(size) - 0.5;
  return std::erf(at / (kDeviation * std::numbers::sqrt2));
}

double AxisShare(const Span& span, int64_t size) {
  const double whole = Cumulated(size, size) - Cumulated(0, size);
  return (Cumulated(span.end, size) - Cumulated(span.begin, size)) / whole;
}

class CentrePrior : public Feature {
 public:
  std::string name() const override { return "centre_prior"; }

  StripScores Score(const Thumbnail& thumbnail, const Strips& strips) const override {
    return ScoreEach(strips, [&](const Window& window) {
      return AxisShare(window.rows, thumbnail.height) * AxisShare(window.columns, thumbnail.width);
    });
  }

  // Reading five constants.
  layers::Workload Work(int64_t /*height*/, int64_t /*width*/) const override {
    layers::Workload work{"zeroth/centre_prior", layers::WorkKind::kDense};
    work.input_channels = 1;
    work.output_channels = static_cast<int64_t>(kStripNames.size());
    work.output_height = work.output_width = 1;
    return work;
  }
};

}  // namespace

FeaturePtr MakeCentrePrior() { return std::make_shared<CentrePrior>(); }

}  // namespace aqua::policy
