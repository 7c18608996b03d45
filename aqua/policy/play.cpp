#include "aqua/policy/play.h"

#include "aqua/core/error.h"

namespace aqua::policy {

Play PlayOut(const Policy& policy, int rung, const Menu& menu, const Observation& image,
             const std::function<Attempt(size_t option)>& run) {
  Play play;
  const auto attempt = [&](size_t option) {
    play.attempts.push_back(run(option));
    play.confidences.emplace_back();
    play.cost += menu.costs[option];
  };
  if (rung < 0) {
    attempt(menu.full);
    return play;
  }
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
  return PlayOut(policy, rung, menu, image.observation,
                 [&image](size_t option) { return image.attempts[option]; });
}

}  // namespace aqua::policy
