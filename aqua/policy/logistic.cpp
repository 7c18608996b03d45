#include "aqua/policy/logistic.h"

#include <linear.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <mutex>

#include "aqua/core/error.h"

namespace aqua::policy {
namespace {

using Rows = std::span<const std::vector<float>>;

// The share of the first gradient's length that may be left over.
constexpr double kTolerance = 1e-8;
constexpr double kBiasInput = 1;
// liblinear counts in int.
constexpr size_t kMostRows = std::numeric_limits<int>::max() / 2;

void CheckRows(Rows rows, const std::vector<bool>& labels) {
  if (rows.empty()) throw Error("a logistic model fitted to no rows; expected at least one");
  if (rows.size() != labels.size()) {
    throw Error("a logistic model fitted to {} rows with {} labels; expected one label a row",
                rows.size(), labels.size());
  }
  if (rows.size() > kMostRows || rows[0].size() > kMostRows) {
    throw Error("a logistic model fitted to {} rows of {} features; expected at most {} of each",
                rows.size(), rows[0].size(), kMostRows);
  }
  for (size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].size() != rows[0].size()) {
      throw Error("row {} of a logistic model's data has {} features, row 0 has {}", i,
                  rows[i].size(), rows[0].size());
    }
    for (const float value : rows[i]) {
      if (!std::isfinite(value)) {
        throw Error("row {} of a logistic model's data holds {}; expected finite values", i, value);
      }
    }
  }
}

void Standardise(Rows rows, Logistic& model) {
  const auto count = static_cast<double>(rows.size());
  const size_t features = rows[0].size();
  model.mean.resize(features);
  model.deviation.resize(features);
  model.weights.resize(features);
  for (size_t i = 0; i < features; ++i) {
    double sum = 0;
    for (const std::vector<float>& row : rows) sum += row[i];
    model.mean[i] = sum / count;
    double squares = 0;
    for (const std::vector<float>& row : rows) {
      squares += (row[i] - model.mean[i]) * (row[i] - model.mean[i]);
    }
    // Exactly 0 where the feature never varies: sums of one float repeated are exact in double.
    model.deviation[i] = squares > 0 ? std::sqrt(squares / count) : 1;
  }
}

// liblinear's view of the rows: pairs of an index from 1 and a value, the bias as the last, then an
// index of -1.
class Examples {
 public:
  Examples(Rows rows, const std::vector<bool>& labels, const Logistic& model) {
    const size_t features = model.mean.size();
    nodes_.reserve(rows.size() * (features + 2));
    for (const std::vector<float>& row : rows) {
      for (size_t i = 0; i < features; ++i) {
        nodes_.push_back({static_cast<int>(i + 1), (row[i] - model.mean[i]) / model.deviation[i]});
      }
      nodes_.push_back({static_cast<int>(features + 1), kBiasInput});
      nodes_.push_back({-1, 0});
    }
    for (size_t i = 0; i < rows.size(); ++i) {
      starts_.push_back(nodes_.data() + i * (features + 2));
      labels_.push_back(labels[i] ? 1 : -1);
    }
    problem_ = {static_cast<int>(rows.size()), static_cast<int>(features + 1), labels_.data(),
                starts_.data(), kBiasInput};
  }
  Examples(const Examples&) = delete;
  Examples& operator=(const Examples&) = delete;

  const problem& get() const { return problem_; }

 private:
  std::vector<feature_node> nodes_;
  std::vector<feature_node*> starts_;
  std::vector<double> labels_;
  problem problem_ = {};
};

struct FreeModel {
  void operator()(model* trained) const { free_and_destroy_model(&trained); }
};

std::unique_ptr<model, FreeModel> Train(const problem& examples, double c) {
  // The function that prints is the library's one global that this solver reads.
  static std::once_flag silenced;
  std::call_once(silenced, [] { set_print_string_function([](const char*) {}); });
  parameter how = {};
  how.solver_type = L2R_LR;  // Draws no random numbers.
  how.eps = kTolerance;
  how.C = c;
  const char* const objection = check_parameter(&examples, &how);
  if (objection != nullptr) throw Error("a logistic model cannot be fitted: {}", objection);
  return std::unique_ptr<model, FreeModel>(train(&examples, &how));
}

double LogOdds(double share) { return std::log(share / (1 - share)); }

}  // namespace

Logistic Logistic::Fit(Rows rows, const std::vector<bool>& labels, double c) {
  CheckRows(rows, labels);
  if (!(c > 0 && c <= kLargestC)) {
    throw Error("a logistic model fitted with c = {}; expected more than 0 and at most {}", c,
                kLargestC);
  }
  Logistic fitted;
  Standardise(rows, fitted);
  const auto count = static_cast<double>(rows.size());
  const auto positive = static_cast<double>(std::count(labels.begin(), labels.end(), true));
  if (positive == 0 || positive == count) {
    fitted.bias = LogOdds((positive + 0.5) / (count + 1));
    return fitted;
  }
  const Examples examples(rows, labels, fitted);
  const std::unique_ptr<model, FreeModel> trained = Train(examples.get(), c);
  // The weights are those of the label that the library puts first.
  const double sign = trained->label[0] > 0 ? 1 : -1;
  for (size_t i = 0; i < fitted.weights.size(); ++i) fitted.weights[i] = sign * trained->w[i];
  fitted.bias = sign * trained->w[fitted.weights.size()] * kBiasInput;
  return fitted;
}

double Logistic::Probability(std::span<const float> features) const {
  if (features.size() != weights.size() || mean.size() != weights.size() ||
      deviation.size() != weights.size()) {
    throw Error("a logistic model of {} weights, {} means, {} deviations asked about {} features",
                weights.size(), mean.size(), deviation.size(), features.size());
  }
  double z = bias;
  for (size_t i = 0; i < features.size(); ++i) {
    z += weights[i] * ((features[i] - mean[i]) / deviation[i]);
  }
  if (!std::isfinite(z)) {
    throw Error("a logistic model gives {}; expected finite features and weights", z);
  }
  return 1 / (1 + std::exp(-z));
}

}  // namespace aqua::policy
