// The same option for every image: no decision, the baselines. A rung an option.
#pragma once

#include "aqua/policy/policy.h"

namespace aqua::policy {

enum class OneForAllKind {
  kNone,    // Nothing but the whole network.
  kFixed,   // One crop.
  kShrink,  // One lower resolution.
};

PolicyPtr MakeOneForAll(OneForAllKind kind);

}  // namespace aqua::policy
