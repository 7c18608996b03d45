#include "cli/run_auto.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "aqua/adaptive/decider.h"
#include "aqua/adaptive/menu.h"
#include "aqua/adaptive/policy_in_force.h"
#include "aqua/core/error.h"
#include "aqua/image/write.h"
#include "aqua/policy/split.h"
#include "cli/figures.h"

namespace aqua::cli {
namespace {

namespace fs = std::filesystem;
using adaptive::Decision;
using adaptive::PolicyInForce;
using nlohmann::ordered_json;
using policy::Attempt;

// All that is shown of one photo.
struct AutoPhoto {
  fs::path file;
  Decision decision;
  double cpu_ms = 0;       // Medians.
  double cpu_full_ms = 0;  // Of the whole network.
};

double Median(std::vector<double> values) {
  if (values.empty()) return 0;
  std::nth_element(values.begin(), values.begin() + static_cast<int64_t>(values.size() / 2),
                   values.end());
  return values[values.size() / 2];
}

class AutoRunner {
 public:
  explicit AutoRunner(const RunAutoOptions& options)
      : options_(options),
        networks_(options.model, options.size),
        policy_(adaptive::LoadPolicy(options.policy,
                                     options.certificate.empty()
                                         ? std::nullopt
                                         : std::optional<fs::path>(options.certificate),
                                     networks_.full())),
        decider_(networks_, policy_.fitted, policy_.rung),
        full_(networks_) {}

  AutoPhoto Examine(const fs::path& file) {
    const image::Image photo = image::ReadImage(file);
    const uint64_t hash = policy::ContentHashOf(file);
    AutoPhoto result{file, decider_.Decide(photo, hash), 0, 0};
    std::vector<double> ms;
    std::vector<double> full_ms;
    full_.Run(photo);
    for (int run = 0; run < options_.timed_runs; ++run) {
      ms.push_back(decider_.Decide(photo, hash).cost.cpu_ms);
      full_ms.push_back(full_.Run(photo).cost.cpu_ms);
    }
    result.cpu_ms = Median(ms);
    result.cpu_full_ms = Median(full_ms);
    if (!options_.out.empty()) Draw(result, photo);
    return result;
  }

  const PolicyInForce& policy() const { return policy_; }
  const study::Network& network() const { return networks_.full(); }

  // Of the full-size input, of the attempt that answers.
  Window AnswerWindow(const Decision& decision) const {
    const policy::Option& option =
        policy_.fitted.menu.options[decision.play.attempts.back().option];
    const graph::Graph& graph = networks_.full().graph;
    return adaptive::PlanOf(graph, option).kept[graph.input];
  }

 private:
  void Draw(const AutoPhoto& result, const image::Image& photo) const {
    std::error_code error;
    fs::create_directories(options_.out, error);
    if (error) throw Error("{}: cannot make this folder: {}", options_.out, error.message());
    const image::Image seen = image::PrepareImage(photo, network().preprocess);
    image::WritePng(image::DrawKeptWindow(seen, AnswerWindow(result.decision)),
                    fs::path(options_.out) / (result.file.stem().string() + "-auto.png"));
  }

  const RunAutoOptions& options_;
  adaptive::ScaledNetworks networks_;
  PolicyInForce policy_;
  adaptive::Decider decider_;
  adaptive::FullRunner full_;
};

double SavedOf(double part, double whole) { return whole > 0 ? 1 - part / whole : 0; }

std::string FirstText(const study::Network& network, const Attempt& attempt) {
  if (attempt.log_probabilities.empty()) return "stopped for a look";
  const int first = policy::FirstClass(attempt.log_probabilities);
  return fmt::format("{} {:.1f}", Shorten(network.ClassName(first), 24),
                     100 * std::exp(attempt.log_probabilities[static_cast<size_t>(first)]));
}

void PrintAttempts(const AutoRunner& runner, const Decision& decision) {
  const policy::Menu& menu = runner.policy().fitted.menu;
  for (size_t i = 0; i < decision.play.attempts.size(); ++i) {
    const Attempt& attempt = decision.play.attempts[i];
    const std::optional<double> confidence = decision.play.confidences[i];
    fmt::print("  attempt {}: {:<24} {:>7} of the MACs  {:<32} {}{}\n", i + 1,
               menu.Name(attempt.option), Percent(menu.RelativeCost(attempt.option)),
               FirstText(runner.network(), attempt),
               confidence ? fmt::format("confidence {:.3f}, ", *confidence) : "",
               i + 1 == decision.play.attempts.size() ? "taken" : "not taken");
  }
}

void Print(const AutoRunner& runner, const AutoPhoto& photo) {
  const policy::Menu& menu = runner.policy().fitted.menu;
  const policy::Cost& full = menu.costs[menu.full];
  const policy::Cost& cost = photo.decision.cost;
  const Window window = runner.AnswerWindow(photo.decision);
  fmt::print("{}\n", photo.file.string());
  PrintAttempts(runner, photo.decision);
  fmt::print(
      "  window: rows {}-{}, columns {}-{}; saved {} of the MACs, {} of the energy ({} of {})",
      window.rows.begin, window.rows.end, window.columns.begin, window.columns.end,
      Percent(SavedOf(cost.macs, full.macs)), Percent(SavedOf(cost.energy_pj, full.energy_pj)),
      Energy(cost.energy_pj), Energy(full.energy_pj));
  fmt::print("; {:.2f} ms, the whole network {:.2f} ms\n\n", photo.cpu_ms, photo.cpu_full_ms);
}

ordered_json ToJson(const AutoRunner& runner, const AutoPhoto& photo) {
  const policy::Menu& menu = runner.policy().fitted.menu;
  const policy::Cost& full = menu.costs[menu.full];
  const policy::Cost& cost = photo.decision.cost;
  ordered_json attempts = ordered_json::array();
  for (size_t i = 0; i < photo.decision.play.attempts.size(); ++i) {
    const Attempt& attempt = photo.decision.play.attempts[i];
    ordered_json entry = {{"option", menu.Name(attempt.option)},
                          {"relative_macs", menu.RelativeCost(attempt.option)}};
    const std::optional<double> confidence = photo.decision.play.confidences[i];
    entry["confidence"] = confidence ? ordered_json(*confidence) : ordered_json();
    if (!attempt.log_probabilities.empty()) {
      entry["class"] = policy::FirstClass(attempt.log_probabilities);
    }
    attempts.push_back(entry);
  }
  const int answer = policy::FirstClass(photo.decision.play.answer());
  const Window window = runner.AnswerWindow(photo.decision);
  return {
      {"file", photo.file.string()},
      {"class", answer},
      {"name", runner.network().ClassName(answer)},
      {"attempts", attempts},
      {"window", {window.rows.begin, window.rows.end, window.columns.begin, window.columns.end}},
      {"macs", cost.macs},
      {"saving_macs", SavedOf(cost.macs, full.macs)},
      {"energy_pj", cost.energy_pj},
      {"saving_energy", SavedOf(cost.energy_pj, full.energy_pj)},
      {"cpu_ms", photo.cpu_ms},
      {"cpu_full_ms", photo.cpu_full_ms}};
}

}  // namespace

int RunAuto(const RunAutoOptions& options) {
  if (options.policy.empty()) {
    throw Error("--crop auto needs --policy, a file as aqua fit writes it");
  }
  AutoRunner runner(options);
  ordered_json images = ordered_json::array();
  for (const std::string& image : options.images) {
    if (fs::path(image).extension() == ".npy") {
      throw Error("{}: --crop auto needs a photo, for it may look at it at several resolutions",
                  image);
    }
    const AutoPhoto photo = runner.Examine(image);
    if (options.json) {
      images.push_back(ToJson(runner, photo));
    } else {
      Print(runner, photo);
    }
  }
  if (!options.json) {
    fmt::print("{}\n", runner.policy().ToLine());
    return 0;
  }
  const ordered_json result = {{"model", options.model},
                               {"policy", options.policy},
                               {"promise", runner.policy().ToLine()},
                               {"images", images}};
  fmt::print("{}\n", result.dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
  return 0;
}

}  // namespace aqua::cli
