#include "aqua/policy/play.h"

#include "aqua/core/error.h"

namespace aqua::policy {
namespace {

// What `after` says in menu.h.
void CheckMayRun(const Menu& menu, size_t option, const std::vector<Attempt>& so_far) {
  AQUA_CHECK(option < menu.options.size());
  const std::optional<size_t> after = menu.options[option].after;
  AQUA_CHECK(!after || (!so_far.empty() && so_far.back().option == *after));
}

bool WasRun(const Attempt& attempt) {
  return !attempt.log_probabilities.empty() || !attempt.gate_scores.empty();
}

}  // namespace

Play PlayOut(const Policy& policy, int rung, const Menu& menu, const Observation& image,
             const std::function<Attempt(size_t option)>& run) {
  Play play;
  const auto attempt = [&](size_t option) {
    CheckMayRun(menu, option, play.attempts);
    play.attempts.push_back(run(option));
    AQUA_CHECK_EQ(play.attempts.back().option, option);
    play.confidences.emplace_back();
    play.cost += menu.costs[option];
  };
  if (rung < 0) {
    attempt(menu.full);
    return play;
  }
  AQUA_CHECK(rung < policy.RungCount());
  while (true) {
    const Step step = policy.Next(image, play.attempts, rung);
    if (!play.confidences.empty()) play.confidences.back() = step.confidence;
    if (!step.run) break;
    AQUA_CHECK(play.attempts.size() < menu.options.size());
    attempt(*step.run);
  }
  AQUA_CHECK(!play.attempts.empty() && !play.answer().empty());
  return play;
}

Play PlayOut(const Policy& policy, int rung, const Menu& menu, const ImageOutcome& image) {
  AQUA_CHECK_EQ(image.attempts.size(), menu.options.size());
  return PlayOut(policy, rung, menu, image.observation, [&](size_t option) {
    if (WasRun(image.attempts[option])) return image.attempts[option];
    throw Error("{}: the table has no outcome of \"{}\" for it, which the policy asks for",
                image.file, menu.Name(option));
  });
}

}  // namespace aqua::policy
