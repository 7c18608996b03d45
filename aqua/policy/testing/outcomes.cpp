#include "aqua/policy/testing/outcomes.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace aqua::policy {
namespace {

constexpr size_t kClasses = 10;
constexpr int64_t kSide = 224;
constexpr double kFullMacs = 1e6;

Cost CostOf(double relative) {
  return {relative * kFullMacs, 3 * relative * kFullMacs + 5, 0.5 * relative * kFullMacs + 7,
          relative * 20};
}

double Area(const Option& option) {
  const auto left = [&](int64_t side, int edges) {
    return static_cast<double>(side - option.depth * edges) / kSide;
  };
  return left(option.scale.height, option.code.top + option.code.bottom) *
         left(option.scale.width, option.code.left + option.code.right);
}

Option Whole(int64_t side) { return {{side, side}, {}, 32, {}, false, {}}; }
Option Cut(std::string_view code) {
  return {{kSide, kSide}, crop::CropCode::Parse(code), 32, {}, false, {}};
}

class Builder {
 public:
  size_t Add(const Option& option, double relative_cost) {
    menu_.options.push_back(option);
    menu_.costs.push_back(CostOf(relative_cost));
    return menu_.options.size() - 1;
  }

  size_t AddPlain(const Option& option) { return Add(option, Area(option)); }

  void AddGrowth(size_t crop, bool exact) {
    Option whole = Whole(kSide);
    whole.after = crop;
    whole.exact_rim = exact;
    Add(whole, 1 - Area(menu_.options[crop]) + (exact ? 0.3 : 0.1));
  }

  void AddGate(Option option) {
    option.gate = "block3/add";
    const size_t gate = Add(option, 0.3 * Area(option));
    option.gate.clear();
    option.after = gate;
    Add(option, 0.7 * Area(option));
  }

  Menu Finish(size_t full) {
    menu_.full = full;
    return menu_;
  }

 private:
  Menu menu_;
};

class Source {
 public:
  Source(uint32_t seed, Menu menu) : random_(seed), menu_(std::move(menu)) {}

  ImageOutcome Draw(size_t index) {
    difficulty_ = Uniform();
    rim_ = Uniform();
    label_ = static_cast<int>(random_() % kClasses);
    rival_ = (label_ + 1 + static_cast<int>(random_() % (kClasses - 1))) % int{kClasses};
    ImageOutcome image;
    image.file = fmt::format("{:04}.jpg", index);
    image.labels = {label_};
    image.observation.image_hash = uint64_t{random_()} << 32U | random_();
    for (int strip = 0; strip < 4; ++strip) {
      image.observation.zeroth_scores.push_back(static_cast<float>(rim_ + 0.2 * Normal()));
    }
    for (size_t option = 0; option < menu_.options.size(); ++option) {
      image.attempts.push_back(Run(option));
      const std::vector<float>& logs = image.attempts.back().log_probabilities;
      image.observation.keeps.push_back(!logs.empty() && FirstClass(logs) == label_ ? 1 : 0);
    }
    return image;
  }

 private:
  double Uniform() { return static_cast<double>(random_() >> 8U) * 0x1p-24; }
  // Of variance 1, near enough to a normal one: the sum of twelve.
  double Normal() {
    double sum = -6;
    for (int i = 0; i < 12; ++i) sum += Uniform();
    return sum;
  }

  Attempt Run(size_t index) {
    const Option& option = menu_.options[index];
    // The label leads its rival by so much; below 0 the rival wins.
    const double lead =
        9 * (std::sqrt(Area(option)) - 0.9 * difficulty_) - 1.5 * option.code.EdgeCount() * rim_;
    if (!option.gate.empty()) {
      return {index,
              {},
              {static_cast<float>(lead + Normal()), static_cast<float>(Normal()),
               static_cast<float>(rim_)}};
    }
    std::vector<float> logits(kClasses);
    for (float& logit : logits) logit = static_cast<float>(Normal());
    logits[static_cast<size_t>(label_)] += static_cast<float>(4 + lead / 2);
    logits[static_cast<size_t>(rival_)] += static_cast<float>(4 - lead / 2);
    return {index, LogProbabilities(logits, false), {}};
  }

  std::mt19937 random_;
  Menu menu_;
  double difficulty_ = 0;
  double rim_ = 0;  // How much the image has at its edges.
  int label_ = 0;
  int rival_ = 0;
};

}  // namespace

Menu SyntheticMenu() {
  Builder menu;
  for (const int64_t side : {96, 128, 160}) menu.AddPlain(Whole(side));
  const size_t full = menu.AddPlain(Whole(kSide));  // Not the first: nobody may count on it.
  const size_t all_edges = menu.AddPlain(Cut("1111"));
  menu.AddPlain(Cut("1100"));
  menu.AddPlain(Cut("0011"));
  menu.AddGrowth(all_edges, false);
  menu.AddGrowth(all_edges, true);
  menu.AddGate(Whole(160));
  menu.AddGate(Cut("1111"));
  return menu.Finish(full);
}

OutcomeTable SyntheticOutcomes(uint32_t seed, size_t images) {
  OutcomeTable table{SyntheticMenu(), {}};
  Source source(seed, table.menu);
  for (size_t image = 0; image < images; ++image) table.images.push_back(source.Draw(image));
  return table;
}

Menu ScalesMenu(const std::vector<double>& relative_costs) {
  Builder menu;
  const size_t full = menu.Add(Whole(kSide), 1);
  int64_t side = kSide;
  for (const double cost : relative_costs) menu.Add(Whole(side -= 32), cost);
  return menu.Finish(full);
}

std::vector<float> Sure(int answer, double p) {
  std::vector<float> logs(kClasses, static_cast<float>(std::log((1 - p) / (kClasses - 1))));
  logs[static_cast<size_t>(answer)] = static_cast<float>(std::log(p));
  return logs;
}

ImageOutcome SureImage(const Menu& menu, uint64_t hash) {
  ImageOutcome image;
  image.file = fmt::format("{}.jpg", hash);
  image.observation.image_hash = hash;
  image.labels = {0};
  image.attempts.resize(menu.options.size());
  image.attempts[menu.full] = {menu.full, Sure(0, 0.9), {}};
  return image;
}

}  // namespace aqua::policy
