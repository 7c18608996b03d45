// aqua compare MODEL FOLDER: every policy fitted, certified and measured on the same images.
#include "aqua/adaptive/compare.h"

#include <fmt/format.h>

#include "aqua/core/error.h"
#include "aqua/core/whole_file.h"
#include "aqua/exec/engine.h"
#include "cli/commands.h"
#include "cli/figures.h"
#include "cli/options.h"
#include "cli/policy_options.h"
#include "cli/progress.h"
#include "cli/stop.h"

namespace aqua::cli {
namespace {

using adaptive::CompareRow;
using study::MeanInterval;

constexpr const char* kAbout =
    "Policies side by side: each is fitted on the tune split of FOLDER, certified for every "
    "promise "
    "on the calibrate split, and measured on the test split.\n\n"
    "Savings count deciding and rejected attempts; intervals are 95 %. CPU time is measured from "
    "the "
    "decoded photo on, with --threads threads.";

struct Options {
  std::string model;
  std::vector<std::string> policies;
  std::vector<std::string> promises;
  std::string scales;
  std::vector<std::string> crops;
  int64_t depth = 32;
  int64_t timed = 100;
  double delta = 0.05;
  int threads = 0;
  int jobs = 0;
  std::string out;
  ImageSetOptions images;
  SizeOption size;
  AcceleratorOptions accelerator;
};

// "accuracy:0.02"
policy::Goal ParsePromise(const std::string& text, double delta) {
  const size_t colon = text.find(':');
  GoalOptions goal;
  goal.delta = delta;
  goal.loss = text.substr(0, colon);
  policy::ParseLoss(goal.loss);
  if (colon != std::string::npos) {
    try {
      size_t read = 0;
      goal.alpha = std::stod(text.substr(colon + 1), &read);
      if (read != text.size() - colon - 1) goal.alpha = -1;
    } catch (const std::exception&) {
      goal.alpha = -1;
    }
    if (!(goal.alpha > 0 && goal.alpha < 1)) {
      throw Error("--promise {}: expected LOSS:ALPHA with 0 < ALPHA < 1, as accuracy:0.02", text);
    }
  }
  return goal.Goal(goal.loss == "accuracy");
}

adaptive::CompareSpec SpecOf(const Options& options) {
  adaptive::CompareSpec spec;
  spec.fit.model = options.model;
  spec.fit.size = options.size.Parse();
  spec.fit.images = options.images.Spec();
  spec.fit.menu = MenuOf(options.scales, options.crops, options.depth);
  spec.fit.menu.energy = options.accelerator.Spec();
  spec.fit.menu.precision = options.accelerator.precision.Parse();
  spec.fit.jobs = JobsOr(options.jobs);
  spec.policies = options.policies;
  if (spec.policies.empty()) {
    for (const policy::PolicyKind& kind : policy::PolicyCatalog()) {
      spec.policies.emplace_back(kind.name);
    }
  }
  std::vector<std::string> promises = options.promises;
  if (promises.empty()) {
    promises = {"regret:0.01", "disagreement:0.01"};
    if (!options.images.labels.empty()) {
      promises.insert(promises.begin(), {"accuracy:0.02", "accuracy:0.01"});
    }
  }
  for (const std::string& promise : promises) {
    spec.goals.push_back(ParsePromise(promise, options.delta));
    if (spec.goals.back().loss == policy::Loss::kAccuracy && options.images.labels.empty()) {
      throw Error("--promise {}: an accuracy promise needs --labels", promise);
    }
  }
  spec.timed_images = options.timed;
  return spec;
}

std::string Points(const MeanInterval& interval) {
  if (!interval.half_width) return fmt::format("{:.1f}", 100 * interval.mean);
  return fmt::format("{:.1f} +-{:.1f}", 100 * interval.mean, 100 * *interval.half_width);
}

std::string Promise(const CompareRow& row) {
  if (!row.goal) return "-";
  return fmt::format("{} <= {:g} %", policy::LossName(row.goal->loss), 100 * row.goal->alpha);
}

std::string TableText(const adaptive::Comparison& comparison) {
  std::string text =
      "| promise | policy | runs | certified saving (MACs, %) | top-1, % | agreement, % | loss, % "
      "| "
      "MACs saved, % | ISAAC energy saved, % | Stripes cycles saved, % | CPU time saved, % |\n"
      "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n";
  for (const CompareRow& row : comparison.rows) {
    const adaptive::Measured& m = row.measured;
    const std::string certified =
        row.verdict ? fmt::format("{:.1f}, at least {:.1f}", 100 * row.verdict->saving_mean,
                                  100 * row.verdict->saving_at_least)
                    : "-";
    text +=
        fmt::format("| {} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {} |\n", Promise(row),
                    row.policy, row.description, certified, Points(m.right), Points(m.agreement),
                    Points(m.loss), Points(m.saved_macs), Points(m.saved_energy),
                    Points(m.saved_latency), row.saved_cpu ? Points(*row.saved_cpu) : "-");
  }
  return text;
}

int Compare(const Options& options) {
  if (!options.out.empty()) CheckFolderOf(options.out);
  const adaptive::CompareSpec spec = SpecOf(options);
  if (options.threads > 0) exec::SetThreadCount(options.threads);
  ProgressLine line;
  study::Progress last;
  const std::optional<adaptive::Comparison> comparison = adaptive::ComparePolicies(
      spec,
      [&](const study::Progress& now) {
        last = now;
        line.Show(now);
      },
      CatchStop());
  line.Finish(last);
  if (!comparison) {
    fmt::print(stderr, "stopped; nothing was compared\n");
    return kStoppedCode;
  }
  PrintFailures(comparison->failures);
  const std::string table = TableText(*comparison);
  fmt::print("{} images to tune on, {} to calibrate, {} to test; delta {:g} %\n\n{}",
             comparison->tune, comparison->calibrate, comparison->test, 100 * options.delta, table);
  if (!options.out.empty()) WriteWholeFile(options.out, {table});
  return 0;
}

}  // namespace

void AddCompare(CLI::App& app, Action& action) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("compare", kAbout);
  command->add_option("MODEL", options->model, "ONNX file with trained weights")->required();
  options->images.AddTo(*command, "all");
  command
      ->add_option("--policies", options->policies,
                   "Names with commas, as aqua fit lists them; "
                   "default: all")
      ->delimiter(',');
  command
      ->add_option("--promise", options->promises,
                   "LOSS:ALPHA, once or more often; default: accuracy:0.02 accuracy:0.01 (with "
                   "labels) regret:0.01 disagreement:0.01")
      ->delimiter(',');
  AddMenuOptions(*command, options->scales, options->crops, options->depth);
  command->add_option("--delta", options->delta, "Chance that a promise may fail")
      ->capture_default_str();
  command->add_option("--seed", options->images.seed, "Of the splits")->capture_default_str();
  command->add_option("--timed", options->timed, "Test images whose CPU time is measured")
      ->check(CLI::Range(int64_t{0}, int64_t{1} << 30))
      ->capture_default_str();
  command->add_option("--threads", options->threads, "Of the timed runs; default: all")
      ->check(CLI::Range(1, 1024));
  command->add_option("--out", options->out, "File for the table, Markdown");
  options->size.AddTo(*command);
  options->accelerator.AddTo(*command, "Accelerator model that energy is counted on");
  command->add_option("--jobs", options->jobs, "Images at the same time; default: one a processor")
      ->check(CLI::Range(1, 1024));
  command->callback([options, &action] { action = [options] { return Compare(*options); }; });
}

}  // namespace aqua::cli
