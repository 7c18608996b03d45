// The bound and its control. The oracle has seen the answer: it takes, per image, the cheapest
// option that keeps it. `random` draws options as often as the oracle took them, at random: what is
// the oracle's by knowing and what by cropping alone.
#pragma once

#include "aqua/policy/policy.h"

namespace aqua::policy {

PolicyPtr MakeOracle();
PolicyPtr MakeRandom();

}  // namespace aqua::policy
