// What a policy reads of its last attempt to tell how far it can be trusted.
#pragma once

#include <span>
#include <vector>

#include "aqua/policy/attempt.h"
#include "aqua/policy/outcome_table.h"

namespace aqua::policy {

// Of an attempt with probabilities: log-odds of the first class, log ratio of the first to the
// second (which counts as exp(-20) at least), their margin, entropy in nats; after another attempt
// with probabilities also whether both agree, what the earlier one gave to this one's first class,
// and its own margin. Of a gate: its scores. `zeroth_layer`: with the image's scores behind them.
// `so_far` is not empty.
std::vector<float> ConfidenceInputs(const Observation& image, std::span<const Attempt> so_far,
                                    bool zeroth_layer);

}  // namespace aqua::policy
