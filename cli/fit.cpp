// aqua fit MODEL FOLDER --out FILE: a policy that chooses per image, fitted to images.
#include "aqua/adaptive/fit.h"

#include <fmt/format.h>

#include "aqua/core/error.h"
#include "aqua/core/whole_file.h"
#include "cli/commands.h"
#include "cli/figures.h"
#include "cli/options.h"
#include "cli/policy_options.h"
#include "cli/progress.h"
#include "cli/stop.h"

namespace aqua::cli {
namespace {

struct Options {
  std::string model;
  std::string policy = "cascade";
  std::string out;
  std::string scales;
  std::vector<std::string> crops;
  int64_t depth = 32;
  int jobs = 0;
  ImageSetOptions images;
  GoalOptions goal;
  SizeOption size;
  AcceleratorOptions accelerator;
};

std::string AboutPolicies() {
  std::string text =
      "Fits a policy that chooses per image how much of the network to run; nothing is "
      "retrained.\n\n";
  for (const policy::PolicyKind& kind : policy::PolicyCatalog()) {
    text += fmt::format("  {:<8} {}\n", kind.name, kind.summary);
  }
  return text +
         "\nNext: aqua certify POLICY FOLDER, then aqua run|study --crop auto --policy POLICY.";
}

adaptive::FitSpec SpecOf(const Options& options) {
  adaptive::FitSpec spec;
  spec.model = options.model;
  spec.size = options.size.Parse();
  spec.images = options.images.Spec();
  spec.policy = options.policy;
  spec.menu = MenuOf(options.scales, options.crops, options.depth);
  spec.menu.energy = options.accelerator.Spec();
  spec.menu.precision = options.accelerator.precision.Parse();
  spec.goal = options.goal.Goal(!options.images.labels.empty());
  spec.jobs = JobsOr(options.jobs);
  return spec;
}

void Print(const adaptive::Fitted& fitted, const std::string& out) {
  const policy::FittedPolicy& policy = fitted.policy;
  fmt::print("{} fitted on {} images for {} at {}\n", policy.kind, fitted.images,
             policy::LossName(policy.goal.loss), Percent(policy.goal.alpha));
  for (const size_t option : policy.policy->Options()) {
    fmt::print("  runs {:<28} {:>7} of the MACs\n", policy.menu.Name(option),
               Percent(policy.menu.RelativeCost(option)));
  }
  const double decision = policy.decision.macs / policy.menu.costs[policy.menu.full].macs;
  fmt::print("  decides for {:.3f} % of the MACs{}\n", 100 * decision,
             policy.features.empty() ? "" : ", the 0th layer among them");
  fmt::print(
      "  {} rungs; {}\n", policy.policy->RungCount(),
      policy.policy->SuggestedRung() >= 0
          ? fmt::format("rung {} seems to keep the goal there", policy.policy->SuggestedRung())
          : "none seems to keep the goal there");
  fmt::print("written to {}; nothing is promised yet: aqua certify {} FOLDER\n", out, out);
}

int Fit(const Options& options) {
  CheckFolderOf(options.out);
  ProgressLine line;
  study::Progress last;
  const std::optional<adaptive::Fitted> fitted = adaptive::FitPolicy(
      SpecOf(options),
      [&](const study::Progress& now) {
        last = now;
        line.Show(now);
      },
      CatchStop());
  line.Finish(last);
  if (!fitted) {
    fmt::print(stderr, "stopped; {} was not written\n", options.out);
    return kStoppedCode;
  }
  PrintFailures(fitted->failures);
  policy::WriteFittedPolicy(fitted->policy, options.out);
  Print(*fitted, options.out);
  return 0;
}

}  // namespace

void AddFit(CLI::App& app, Action& action) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("fit", AboutPolicies());
  command->add_option("MODEL", options->model, "ONNX file with trained weights")->required();
  options->images.AddTo(*command, "tune");
  command->add_option("--out", options->out, "The policy's file, JSON")->required();
  command->add_option("--policy", options->policy, "Which policy, of the list above")
      ->capture_default_str();
  options->goal.AddTo(*command);
  AddMenuOptions(*command, options->scales, options->crops, options->depth);
  command->add_option("--seed", options->images.seed, "Of the splits")->capture_default_str();
  options->size.AddTo(*command);
  options->accelerator.AddTo(*command, "Accelerator model that energy is counted on");
  command->add_option("--jobs", options->jobs, "Images at the same time; default: one a processor")
      ->check(CLI::Range(1, 1024));
  command->callback([options, &action] { action = [options] { return Fit(*options); }; });
}

}  // namespace aqua::cli
