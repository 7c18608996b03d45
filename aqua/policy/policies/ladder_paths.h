// The sequences of attempts that a ladder may be built from.
#pragma once

#include <vector>

#include "aqua/policy/policies/ladder.h"

namespace aqua::policy {

struct LadderPath {
  std::vector<size_t> attempts;  // May be rejected, in this order; a gate's rest follows it.
  size_t last = 0;               // Taken as it is.

  bool operator==(const LadderPath&) const = default;
};

// Of one attempt (of a gate: and its rest).
std::vector<LadderPath> ShortPaths(LadderKind kind, const Menu& menu);

// Whether it is one of these, or a pair of them.
bool IsPathOf(LadderKind kind, const LadderPath& path, const Menu& menu);

// Two cascaded attempts, the cheaper first, of the best single ones.
std::vector<LadderPath> PairsOf(const std::vector<LadderPath>& best, const Menu& menu);

// What is paid when the last attempt is reached as well, from `attempt` on (not included), as a
// fraction of the last attempt's MACs.
double CostToGo(const LadderPath& path, size_t attempt, const Menu& menu);

}  // namespace aqua::policy
