// Open loop: the 0th layer's scores alone choose the crop, and its answer is taken. For every crop
// of the menu a logistic model tells the chance that it costs nothing; the cheapest crop whose
// chance is at least the rung's threshold is taken, else the whole network.
#pragma once

#include "aqua/policy/policy.h"

namespace aqua::policy {

PolicyPtr MakeZeroth();

}  // namespace aqua::policy
