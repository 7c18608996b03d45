// aqua certify POLICY FOLDER: a promise for a fitted policy, from images that it has not seen.
#include "aqua/adaptive/certify.h"

#include <fmt/format.h>

#include "aqua/adaptive/policy_in_force.h"
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

constexpr const char* kAbout =
    "A promise for a fitted policy: with confidence 1 - delta the mean loss of images like those "
    "of "
    "FOLDER is at most alpha.\n\n"
    "Images that the policy was fitted on are refused; the default split leaves them out. Rungs of "
    "the policy are tested from the safest on until one fails (fixed-sequence testing) with exact "
    "finite-sample tests; where nothing is safe, or nothing saves, the certified policy is to run "
    "the whole network. The promise holds as long as images come from where these came from: aqua "
    "audit watches that.";

struct Options {
  std::string policy;
  std::string model;
  std::string out;
  int jobs = 0;
  ImageSetOptions images;
  GoalOptions goal;
  SizeOption size;
};

void Print(const policy::Certificate& certificate, const policy::FittedPolicy& fitted,
           const std::string& out) {
  const policy::Verdict& verdict = certificate.verdict;
  fmt::print("{}\n", certificate.ToLine());
  if (verdict.rung >= 0) {
    fmt::print("  {}, rung {} of {}: mean loss {} on {} images, {} of the MACs saved there\n",
               fitted.kind, verdict.rung, fitted.policy->RungCount(), Percent(verdict.mean_loss),
               verdict.images, Percent(verdict.saving_mean));
  }
  fmt::print("written to {}\n", out);
}

int Certify(const Options& options) {
  const policy::FittedPolicy fitted = policy::ReadFittedPolicy(options.policy);
  const std::string out =
      options.out.empty() ? adaptive::CertificatePathOf(options.policy).string() : options.out;
  CheckFolderOf(out);
  adaptive::CertifySpec spec;
  spec.model = options.model.empty() ? fitted.model : options.model;
  const image::Size full = fitted.menu.options[fitted.menu.full].scale;
  spec.size = graph::InputSize{full.height, full.width};
  if (!options.size.text.empty()) spec.size = options.size.Parse();
  spec.policy_file = options.policy;
  spec.images = options.images.Spec();
  spec.goal = options.goal.Goal(!options.images.labels.empty());
  spec.jobs = JobsOr(options.jobs);
  ProgressLine line;
  study::Progress last;
  const std::optional<adaptive::Certified> certified = adaptive::CertifyPolicy(
      fitted, spec,
      [&](const study::Progress& now) {
        last = now;
        line.Show(now);
      },
      CatchStop());
  line.Finish(last);
  if (!certified) {
    fmt::print(stderr, "stopped; {} was not written\n", out);
    return kStoppedCode;
  }
  PrintFailures(certified->failures);
  policy::WriteCertificate(certified->certificate, out);
  Print(certified->certificate, fitted, out);
  return 0;
}

}  // namespace

void AddCertify(CLI::App& app, Action& action) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("certify", kAbout);
  command->add_option("POLICY", options->policy, "A policy as aqua fit writes it")->required();
  options->images.AddTo(*command, "calibrate");
  options->goal.AddTo(*command);
  command->add_option("--out", options->out,
                      "The certificate's file; default: POLICY with .certificate.json for .json");
  command->add_option("--model", options->model,
                      "ONNX file; default: where it was when the policy was fitted");
  options->size.AddTo(*command);
  command->add_option("--jobs", options->jobs, "Images at the same time; default: one a processor")
      ->check(CLI::Range(1, 1024));
  command->callback([options, &action] { action = [options] { return Certify(*options); }; });
}

}  // namespace aqua::cli
