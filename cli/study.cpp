// aqua study MODEL FOLDER --out FILE: every image with each weight set under all 16 crops, or in
// full and by policies, kept in one file.
#include <fmt/format.h>

#include "aqua/core/error.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "cli/progress.h"
#include "cli/stop.h"
#include "cli/study_policy.h"
#include "cli/study_text.h"

namespace aqua::cli {
namespace {

constexpr const char* kAbout =
    "Every image of a folder under all 16 crops, kept in one file.\n\n"
    "With --crop auto: every image in full and by each policy, so that answers, savings and CPU "
    "time can be compared, image by image. Attempts are really run, one after the other. Stopped "
    "or killed, the same command continues and ends with the same rows, but for the milliseconds, "
    "which are measured.\n\n"
    "  aqua fit MODEL FOLDER --labels L --out P.json      on the tune split\n"
    "  aqua certify P.json FOLDER --labels L              on the calibrate split\n"
    "  aqua study MODEL FOLDER --labels L --out F --crop auto --policy P.json\n"
    "                                                     on the test split";

struct Options {
  std::string model;
  std::string folder;
  std::string out;
  std::string labels;
  std::vector<std::string> weights = {"float"};
  SizeOption size;
  CropOptions crops;
  AcceleratorOptions accelerator;
  StudyPolicyOptions policy;
  int jobs = 0;
  bool json = false;
};

study::StudySpec SpecOf(const Options& options) {
  study::StudySpec spec;
  spec.model = options.model;
  spec.folder = options.folder;
  spec.out = options.out;
  if (!options.labels.empty()) spec.labels = options.labels;
  spec.weights = options.weights;
  spec.size = options.size.Parse();
  spec.crop = options.crops.Spec();
  spec.accelerator = options.accelerator.Spec();
  spec.precision = options.accelerator.precision.Parse();
  spec.jobs = JobsOr(options.jobs);
  return spec;
}

int StudyByPolicies(const Options& options) {
  adaptive::PolicyStudySpec spec = options.policy.Spec(options.folder, options.labels);
  spec.model = options.model;
  spec.size = options.size.Parse();
  spec.out = options.out;
  spec.jobs = std::max(1, options.jobs);
  return StudyPolicies(spec, options.json);
}

int Study(const Options& options) {
  options.crops.RefuseEdgeBits("leave it out");
  const study::StudySpec spec = SpecOf(options);
  ProgressLine line;
  const study::Progress progress = study::RunStudy(
      spec, [&line](const study::Progress& now) { line.Show(now); }, CatchStop());
  line.Finish(progress);
  if (progress.before + progress.done < progress.total) {
    fmt::print(stderr, "stopped; nothing is lost: the same command continues {}\n", options.out);
    return kStoppedCode;
  }
  const study::Summary summary = study::Summarise(store::Store::OpenForReading(spec.out));
  if (options.json) {
    fmt::print("{}\n",
               ToJson(summary).dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
  } else {
    PrintSummary(summary);
  }
  return 0;
}

}  // namespace

void AddStudy(CLI::App& app, Action& action) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("study", kAbout);
  command->add_option("MODEL", options->model, "ONNX file with trained weights")->required();
  command->add_option("FOLDER", options->folder, "Images, searched with its subfolders")
      ->required();
  command
      ->add_option("--out", options->out,
                   "The study's file, SQLite; one that was cut short is continued")
      ->required();
  command->add_option(
      "--labels", options->labels,
      "CSV \"file,label\": files relative to FOLDER, classes as 3 or 3|17; with --crop "
      "auto only labelled images are then used");
  command
      ->add_option(
          "--weights", options->weights,
          "Weight sets, each run on every image: float, bits as in 16,10,8, entropy4, or a "
          "profile.json, which rounds activations too. Energy is counted at a set's own "
          "bits; of float at --weight-bits, which are 16 unless given")
      ->delimiter(',')
      ->capture_default_str();
  options->size.AddTo(*command);
  options->crops.AddTo(*command);
  options->accelerator.AddTo(*command, "Accelerator model that energy is counted on");
  command
      ->add_option(
          "--jobs", options->jobs,
          "Images at the same time; default: one a processor, with --crop auto 1, the only "
          "number at which its CPU times mean something")
      ->check(CLI::Range(1, 1024));
  options->policy.AddTo(*command);
  command->add_flag("--json", options->json, "Print the summary as JSON");
  command->callback([options, command, &action] {
    action = [options, command] {
      return options->policy.IsAsked(*command) ? StudyByPolicies(*options) : Study(*options);
    };
  });
}

}  // namespace aqua::cli
