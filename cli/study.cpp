// aqua study MODEL FOLDER --out FILE: every image with each weight set under all 16
// crops, kept in one file.
#include <fmt/format.h>

#include <thread>

#include "aqua/core/error.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "cli/progress.h"
#include "cli/stop.h"
#include "cli/study_text.h"

namespace aqua::cli {
namespace {

struct Options {
  std::string model;
  std::string folder;
  std::string out;
  std::string labels;
  std::vector<std::string> weights = {"float"};
  SizeOption size;
  CropOptions crops;
  AcceleratorOptions accelerator;
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
  const auto processors = static_cast<int>(std::thread::hardware_concurrency());
  spec.jobs = options.jobs > 0 ? options.jobs : std::max(1, processors);
  return spec;
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
  CLI::App* command =
      app.add_subcommand("study", "Every image of a folder under all 16 crops, kept in one file");
  command->add_option("MODEL", options->model, "ONNX file with trained weights")->required();
  command->add_option("FOLDER", options->folder, "Images, searched with its subfolders")
      ->required();
  command
      ->add_option("--out", options->out,
                   "The study's file, SQLite; one that was cut short is continued")
      ->required();
  command->add_option("--labels", options->labels,
                      "CSV \"file,label\": files relative to FOLDER, classes as 3 or 3|17");
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
  command->add_option("--jobs", options->jobs, "Images at the same time; default: one a processor")
      ->check(CLI::Range(1, 1024));
  command->add_flag("--json", options->json, "Print the summary as JSON");
  command->callback([options, &action] { action = [options] { return Study(*options); }; });
}

}  // namespace aqua::cli
