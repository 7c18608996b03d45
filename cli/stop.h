// Ctrl-C during long work: the first ends it after what is at hand, a second one the usual way.
#pragma once

#include <atomic>

namespace aqua::cli {

inline constexpr int kStoppedCode = 130;

// From now on Ctrl-C (or SIGTERM) sets the result instead of ending the program.
const std::atomic<bool>& CatchStop();

}  // namespace aqua::cli
