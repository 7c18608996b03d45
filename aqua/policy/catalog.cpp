#include "aqua/policy/catalog.h"

#include <algorithm>

#include "aqua/core/error.h"
#include "aqua/core/quoted.h"
#include "aqua/policy/policies/ladder.h"
#include "aqua/policy/policies/one_for_all.h"
#include "aqua/policy/policies/oracle.h"
#include "aqua/policy/policies/zeroth.h"

namespace aqua::policy {

const std::vector<PolicyKind>& PolicyCatalog() {
  static const std::vector<PolicyKind> kinds = {
      {"none",
       "the whole network for every image",
       {},
       [] { return MakeOneForAll(OneForAllKind::kNone); }},
      {"fixed",
       "one crop for every image",
       {.crops = true},
       [] { return MakeOneForAll(OneForAllKind::kFixed); }},
      {"shrink",
       "one lower resolution for every image",
       {.scales = true},
       [] { return MakeOneForAll(OneForAllKind::kShrink); }},
      {"oracle",
       "the cheapest crop that keeps the answer, which it has seen: a bound",
       {.crops = true},
       MakeOracle},
      {"random",
       "crops as often as the oracle takes them, but at random: its control",
       {.crops = true},
       MakeRandom},
      {"zeroth",
       "a crop chosen from gradients, entropy, colours and corners, before the network",
       {.crops = true, .zeroth_layer = true},
       MakeZeroth},
      {"cascade",
       "a smaller or cropped attempt first; the whole network where it is not trusted",
       {.scales = true, .crops = true, .zeroth_layer = true},
       [] { return MakeLadder(LadderKind::kCascade); }},
      {"crops",
       "as cascade, of crops at full resolution alone",
       {.crops = true, .zeroth_layer = true},
       [] { return MakeLadder(LadderKind::kCrops); }},
      {"extend",
       "a crop first; where it is not trusted, its missing border is computed",
       {.crops = true, .growth = true, .zeroth_layer = true},
       [] { return MakeLadder(LadderKind::kExtend); }},
      {"gate",
       "as cascade, but an attempt that looks hopeless half-way is stopped",
       {.scales = true, .crops = true, .gates = true, .zeroth_layer = true},
       [] { return MakeLadder(LadderKind::kGate); }},
  };
  return kinds;
}

const PolicyKind& FindPolicy(std::string_view name) {
  std::string names;
  for (const PolicyKind& kind : PolicyCatalog()) {
    if (kind.name == name) return kind;
    names += (names.empty() ? "" : ", ") + std::string(kind.name);
  }
  throw Error("{} is no policy; there are {}", Quoted(name), names);
}

}  // namespace aqua::policy
