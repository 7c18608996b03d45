#include "aqua/policy/policies/ladder_paths.h"

#include <algorithm>

namespace aqua::policy {
namespace {

// An attempt that costs nearly the whole is none.
constexpr double kMostRelativeCost = 0.9;

bool IsWholePicture(const Menu& menu, size_t index) {
  const Option& option = menu.options[index];
  return option.code.EdgeCount() == 0 && option.scale == menu.options[menu.full].scale;
}

}  // namespace

std::vector<LadderPath> ShortPaths(LadderKind kind, const Menu& menu) {
  std::vector<LadderPath> paths;
  for (size_t option = 0; option < menu.options.size(); ++option) {
    const std::optional<size_t> after = menu.options[option].after;
    const bool ends_gate = after && !menu.options[*after].gate.empty() &&
                           !menu.options[*after].after && menu.options[option].gate.empty();
    const bool is_attempt = menu.IsPlain(option) && option != menu.full &&
                            menu.RelativeCost(option) < kMostRelativeCost;
    const bool is_crop = menu.options[option].scale == menu.options[menu.full].scale;
    if (is_attempt && (kind == LadderKind::kCascade || (kind == LadderKind::kCrops && is_crop))) {
      paths.push_back({{option}, menu.full});
    }
    if (kind == LadderKind::kExtend && after && menu.IsPlain(*after) &&
        menu.options[option].gate.empty() && IsWholePicture(menu, option)) {
      paths.push_back({{*after}, option});
    }
    if (kind == LadderKind::kGate && ends_gate) paths.push_back({{*after, option}, menu.full});
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

bool IsPathOf(LadderKind kind, const LadderPath& path, const Menu& menu) {
  const std::vector<LadderPath> paths = ShortPaths(kind, menu);
  const auto has = [](const std::vector<LadderPath>& all, const LadderPath& one) {
    return std::find(all.begin(), all.end(), one) != all.end();
  };
  if (has(paths, path)) return true;
  const bool has_pairs = kind == LadderKind::kCascade || kind == LadderKind::kCrops;
  if (!has_pairs || path.attempts.size() != 2) return false;
  const std::vector<LadderPath> both = {{{path.attempts[0]}, path.last},
                                        {{path.attempts[1]}, path.last}};
  return has(paths, both[0]) && has(paths, both[1]) && has(PairsOf(both, menu), path);
}

double CostToGo(const LadderPath& path, size_t attempt, const Menu& menu) {
  double macs = menu.costs[path.last].macs;
  for (size_t later = attempt + 1; later < path.attempts.size(); ++later) {
    macs += menu.costs[path.attempts[later]].macs;
  }
  return macs / menu.costs[path.last].macs;
}

}  // namespace aqua::policy
