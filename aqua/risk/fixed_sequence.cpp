#include "aqua/risk/fixed_sequence.h"

#include "aqua/core/error.h"

namespace aqua::risk {

FixedSequence TestInSequence(int rungs, double delta, const std::function<double(int)>& p_value) {
  AQUA_CHECK(delta > 0 && delta < 1);
  FixedSequence seen;
  for (int rung = 0; rung < rungs; ++rung) {
    seen.p_values.push_back(p_value(rung));
    // Written so that no number at all is a failure.
    if (!(seen.p_values.back() <= delta)) break;
    seen.last_passed = rung;
  }
  return seen;
}

}  // namespace aqua::risk
