#include "cli/study_policy.h"

#include <fmt/format.h>

#include <array>

#include "aqua/core/error.h"
#include "cli/progress.h"
#include "cli/stop.h"
#include "cli/study_policy_text.h"

namespace aqua::cli {
namespace {

// Flags of `study` that say what a policy's file says.
constexpr std::array<const char*, 11> kOfPolicies = {
    "--weights", "--depth", "--edge-bits", "--mode",        "--rounding",
    "--head",    "--set",   "--constants", "--weight-bits", "--activation-bits",
    "--profile"};
constexpr std::array<const char*, 4> kOfAuto = {"--policy", "--certificate", "--split", "--images"};

bool IsGiven(const CLI::App& command, const char* flag) {
  return command.get_option(flag)->count() > 0;
}

}  // namespace

void StudyPolicyOptions::AddTo(CLI::App& command) {
  command.add_option("--crop", crop,
                     "auto: instead of all 16 crops, every image of --split in full and by each "
                     "--policy, with attempts really run and timed");
  command
      .add_option("--policy", policies,
                  "With --crop auto: a policy as aqua fit writes it; may be given several times")
      ->allow_extra_args(false);
  command
      .add_option("--certificate", certificates,
                  "With --crop auto: of one of the policies, which is then used as it grants; may "
                  "be given several times. Default: the one beside the policy, if any")
      ->allow_extra_args(false);
  images.split = "test";
  command
      .add_option("--split", images.split,
                  "With --crop auto: part of FOLDER by a hash of each image, with the policies' "
                  "seed: test, calibrate, tune, or all")
      ->check(CLI::IsMember({"tune", "calibrate", "test", "all"}))
      ->capture_default_str();
  command
      .add_option("--images", images.most, "With --crop auto: at most so many images of the split")
      ->check(CLI::Range(int64_t{1}, int64_t{1} << 40));
}

bool StudyPolicyOptions::IsAsked(const CLI::App& command) const {
  if (crop.empty()) {
    for (const char* flag : kOfAuto) {
      if (IsGiven(command, flag)) throw Error("{} goes with --crop auto; give both", flag);
    }
    return false;
  }
  if (crop != "auto") throw Error("study runs all 16 crops; --crop takes auto only");
  if (policies.empty()) {
    throw Error("--crop auto needs a policy; give --policy FILE, as aqua fit writes it");
  }
  for (const char* flag : kOfPolicies) {
    if (!IsGiven(command, flag)) continue;
    throw Error("{} does not go with --crop auto: a policy's file says it; leave it out", flag);
  }
  if (IsGiven(command, "--accelerator")) {
    throw Error("--accelerator does not go with --crop auto: give it to aqua fit, which prices");
  }
  return true;
}

adaptive::PolicyStudySpec StudyPolicyOptions::Spec(const std::string& folder,
                                                   const std::string& labels) const {
  ImageSetOptions own = images;
  own.folder = folder;
  own.labels = labels;
  adaptive::PolicyStudySpec spec;
  spec.images = own.Spec();
  spec.policies = {{policies.begin(), policies.end()}, {certificates.begin(), certificates.end()}};
  return spec;
}

int StudyPolicies(const adaptive::PolicyStudySpec& spec, bool json) {
  ProgressLine line;
  const study::Progress progress = adaptive::RunPolicyStudy(
      spec, [&line](const study::Progress& now) { line.Show(now); }, CatchStop());
  line.Finish(progress);
  if (progress.before + progress.done < progress.total) {
    fmt::print(stderr, "stopped; nothing is lost: the same command continues {}\n",
               spec.out.string());
    return kStoppedCode;
  }
  const adaptive::PolicyStudySummary summary =
      adaptive::SummarisePolicies(store::Store::OpenForReading(spec.out));
  if (json) {
    fmt::print("{}\n",
               ToJson(summary).dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
  } else {
    PrintSummary(summary);
  }
  return 0;
}

}  // namespace aqua::cli
