#include "cli/stop.h"

#include <csignal>

namespace aqua::cli {
namespace {

std::atomic<bool> stop_asked{false};
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler sets it");

extern "C" void AskToStop(int signal) {
  stop_asked = true;
  std::signal(signal, SIG_DFL);
}

}  // namespace

const std::atomic<bool>& CatchStop() {
  std::signal(SIGINT, AskToStop);
  std::signal(SIGTERM, AskToStop);
  return stop_asked;
}

}  // namespace aqua::cli
