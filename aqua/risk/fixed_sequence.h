// Fixed-sequence testing: which rung of a ladder of policies may be used. Rungs are ordered from
// the safest, without looking at the images of this test; each is tested at the whole delta, and
// the walk stops at the first that fails. Then the chance that any passed rung is unsafe is at most
// delta, however the risk runs along the ladder, as an error must begin at the first unsafe rung.
//   Angelopoulos et al., "Learn then test", Ann. Appl. Stat. 19 (2025), algorithm 1.
#pragma once

#include <functional>
#include <optional>
#include <vector>

namespace aqua::risk {

struct FixedSequence {
  std::optional<int> last_passed;  // Nothing: already the safest rung failed.
  std::vector<double> p_values;    // Of the rungs tested, in order; the last may be a failure.
};

// p_value(rung) is asked for rungs 0, 1, ... below `rungs`, until one is above delta.
FixedSequence TestInSequence(int rungs, double delta, const std::function<double(int)>& p_value);

}  // namespace aqua::risk
