// aqua run MODEL IMAGE...: answers for photos, in full and cropped, and what that saves.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "aqua/core/error.h"
#include "aqua/core/whole_file.h"
#include "aqua/image/write.h"
#include "aqua/study/photo.h"
#include "cli/commands.h"
#include "cli/figures.h"
#include "cli/logits_table.h"
#include "cli/options.h"
#include "cli/run_auto.h"
#include "cli/run_text.h"

namespace aqua::cli {
namespace {

namespace fs = std::filesystem;

struct Options {
  std::string model;
  std::vector<std::string> images;
  std::string crop = "0000";
  SizeOption size;
  CropOptions crops;
  AcceleratorOptions accelerator;
  int threads = 0;
  int timed_runs = 3;
  std::string out;
  std::string logits;
  std::string policy;
  std::string certificate;
  bool json = false;
};

std::vector<crop::CropCode> CodesAsked(const std::string& crop) {
  if (crop != "all") return {crop::CropCode::Parse(crop)};
  const auto all = crop::AllCrops();
  return {all.begin(), all.end()};
}

study::PhotoSpec SpecOf(const Options& options) {
  return {CodesAsked(options.crop), options.crops.Spec(), options.accelerator.Spec(),
          options.accelerator.precision.Parse(), options.timed_runs};
}

// DIR/photo-1011.png: what the network sees, with the cut darkened.
void DrawCrops(const study::PhotoResult& photo, const fs::path& folder) {
  if (photo.seen.rgb.empty()) return;
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) throw Error("{}: cannot make this folder: {}", folder.string(), error.message());
  for (const study::PhotoCrop& crop : photo.crops) {
    const std::string name =
        fmt::format("{}-{}.png", photo.file.stem().string(), crop.cost.code.ToString());
    image::WritePng(image::DrawKeptWindow(photo.seen, crop.kept), folder / name);
  }
}

void PrintNotes(const study::Network& network, const Options& options) {
  const PrecisionOptions& precision = options.accelerator.precision;
  if (!precision.weight_bits.empty() || !precision.activation_bits.empty()) {
    fmt::print(stderr,
               "aqua: the answers are in float; the bits count in the energy only (a --profile, as "
               "aqua calibrate makes, is computed with)\n");
  }
  const bool has_photo =
      std::any_of(options.images.begin(), options.images.end(),
                  [](const auto& i) { return fs::path(i).extension() != ".npy"; });
  if (!network.has_sidecar && has_photo) {
    fmt::print(stderr,
               "aqua: no {} beside the model; preparing photos as torchvision does for ImageNet\n",
               image::SidecarPath(options.model).filename().string());
  }
}

void PrintMemory(const study::PhotoExaminer& examiner) {
  fmt::print("memory: {} of weights, packed once; {} of activations for all crops together\n",
             Bytes(examiner.PackedWeightBytes()), Bytes(examiner.ActivationBytes()));
}

int Run(const Options& options) {
  if (options.accelerator.precision.profile.empty()) {
    options.crops.RefuseEdgeBits("give a --profile, as aqua calibrate --border-bits makes");
  }
  if (!options.logits.empty()) CheckFolderOf(options.logits);
  if (options.threads > 0) exec::SetThreadCount(options.threads);
  if (options.crop == "auto") {
    return RunAuto({options.model, options.images, options.policy, options.certificate,
                    options.size.Parse(), options.out, options.timed_runs, options.json});
  }
  const study::Network network = study::LoadNetwork(options.model, options.size.Parse());
  study::PhotoExaminer examiner(network, SpecOf(options));
  nlohmann::ordered_json images = nlohmann::ordered_json::array();
  LogitsTable logits;
  for (const std::string& image : options.images) {
    const study::PhotoResult photo = examiner.Examine(image);
    if (!options.out.empty()) DrawCrops(photo, options.out);
    for (const study::PhotoCrop& crop : photo.crops) logits.Add(crop.logits);
    if (options.json) {
      images.push_back(ToJson(network, photo, examiner.full_cost()));
    } else {
      PrintPhoto(network, photo, examiner.full_cost());
    }
  }
  if (!options.logits.empty()) {
    logits.Write(options.logits, static_cast<int64_t>(options.images.size()));
  }
  PrintNotes(network, options);
  if (!options.json) {
    PrintMemory(examiner);
    return 0;
  }
  const nlohmann::ordered_json result{{"model", options.model},
                                      {"has_sidecar", network.has_sidecar},
                                      {"packed_weight_bytes", examiner.PackedWeightBytes()},
                                      {"activation_bytes", examiner.ActivationBytes()},
                                      {"images", images}};
  fmt::print("{}\n", result.dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
  return 0;
}

}  // namespace

void AddRun(CLI::App& app, Action& action) {
  auto options = std::make_shared<Options>();
  CLI::App* command =
      app.add_subcommand("run", "Answers for photos, in full and cropped, and what a crop saves");
  command->add_option("MODEL", options->model, "ONNX file with trained weights")->required();
  command
      ->add_option("IMAGE", options->images,
                   "JPEG or PNG files; a .npy file is the prepared input, 1 x C x H x W float32")
      ->required();
  command
      ->add_option("--crop", options->crop,
                   "Edges cut: TOP BOTTOM LEFT RIGHT, as 1011; all; or auto: a --policy chooses")
      ->capture_default_str();
  options->size.AddTo(*command);
  options->crops.AddTo(*command);
  options->accelerator.AddTo(*command, "Accelerator model that energy is counted on");
  command->add_option("--threads", options->threads, "Processor threads; default: all")
      ->check(CLI::Range(1, 1024));
  command->add_option("--timed-runs", options->timed_runs, "Runs that CPU ms is the median of")
      ->check(CLI::Range(0, 10000))
      ->capture_default_str();
  command->add_option("--out", options->out, "Folder for the photos with the crop drawn");
  command->add_option("--logits", options->logits,
                      "File for the network's outputs: .npy, images x crops x classes");
  command->add_option("--policy", options->policy,
                      "With --crop auto: a policy as aqua fit writes it");
  command->add_option("--certificate", options->certificate,
                      "With --crop auto: the policy's certificate; default: the one beside it");
  command->add_flag("--json", options->json, "Print JSON");
  command->callback([options, &action] { action = [options] { return Run(*options); }; });
}

}  // namespace aqua::cli
