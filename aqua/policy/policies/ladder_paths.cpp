#include "aqua/policy/policies/ladder_paths.h"

#include <algorithm>

namespace aqua::policy {
namespace {

// An attempt that costs nearly the whole is none.
constexpr double kMostRelativeCost = 0.9;

bool IsPlain(const Menu& menu, size_t option) {
  return !menu.options[option].after && menu.options[option].gate.empty();
}

bool IsWholePicture(const Menu& menu, size_t index) {
  const Option& option = menu.options[index];
  return option.code.EdgeCount() == 0 && option.scale == menu.options[menu.full].scale;
}

}  // namespace

std::vector<LadderPath> ShortPaths(LadderKind kind, const Menu& menu) {
  std::vector<LadderPath> paths;
  for (size_t option = 0; option < menu.options.size(); ++option) {
    const std::optional<size_t> after = menu.options[option].after;
    const bool follows_gate = after && !menu.options[*after].gate.empty();
    const bool is_attempt = IsPlain(menu, option) && option != menu.full &&
                            menu.RelativeCost(option) < kMostRelativeCost;
    const bool is_crop = menu.options[option].scale == menu.options[menu.full].scale;
    if (is_attempt && (kind == LadderKind::kCascade || (kind == LadderKind::kCrops && is_crop))) {
      paths.push_back({{option}, menu.full});
    }
    if (kind == LadderKind::kExtend && after && !follows_gate && IsWholePicture(menu, option)) {
      paths.push_back({{*after}, option});
    }
    if (kind == LadderKind::kGate && follows_gate) paths.push_back({{*after, option}, menu.full});
  }
  return paths;
}

std::vector<LadderPath> PairsOf(const std::vector<LadderPath>& best, const Menu& menu) {
  std::vector<LadderPath> pairs;
  for (const LadderPath& first : best) {
    for (const LadderPath& second : best) {
      if (menu.costs[first.attempts[0]].macs >= menu.costs[second.attempts[0]].macs) continue;
      pairs.push_back({{first.attempts[0], second.attempts[0]}, menu.full});
    }
  }
  return pairs;
}

double CostToGo(const LadderPath& path, size_t attempt, const Menu& menu) {
  double macs = menu.costs[path.last].macs;
  for (size_t later = attempt + 1; later < path.attempts.size(); ++later) {
    macs += menu.costs[path.attempts[later]].macs;
  }
  return macs / menu.costs[path.last].macs;
}

}  // namespace aqua::policy
