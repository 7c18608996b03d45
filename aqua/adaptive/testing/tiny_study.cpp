#include "aqua/adaptive/testing/tiny_study.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <random>

#include "aqua/adaptive/fit.h"
#include "aqua/image/test_images.h"
#include "aqua/policy/catalog.h"

namespace aqua::adaptive::testing {
namespace {

// Four blocks of a colour each: pictures that a mean over all cells tells apart.
image::Image Blocks(unsigned seed) {
  constexpr int kSide = 48;
  std::mt19937 random(seed);
  uint8_t colours[2][2][3];
  for (auto& row : colours) {
    for (auto& block : row) {
      for (uint8_t& sample : block) sample = static_cast<uint8_t>(random() % 256);
    }
  }
  image::Image image = image::NoiseImage(kSide, kSide);
  for (int y = 0; y < kSide; ++y) {
    for (int x = 0; x < kSide; ++x) {
      for (int c = 0; c < 3; ++c) {
        image.rgb[static_cast<size_t>((y * kSide + x) * 3 + c)] =
            colours[y / (kSide / 2)][x / (kSide / 2)][c];
      }
    }
  }
  return image;
}

std::string PhotoName(int index) { return fmt::format("photo{:02}.png", index); }

study::Network WriteAndLoad(const TempFolder& folder) {
  folder.Write("net.onnx", TinyNetworkBytes());
  folder.Write("net.preprocess.json", TinySidecarText());
  return study::LoadNetwork(folder.path() / "net.onnx", {});
}

}  // namespace

TinyStudy::TinyStudy() : network_(WriteAndLoad(folder_)) {}

std::filesystem::path TinyStudy::WritePhotos(int count) const {
  for (int i = 0; i < count; ++i) {
    folder_.Write("photos/" + PhotoName(i), image::EncodePng(Blocks(static_cast<unsigned>(i))));
  }
  folder_.Write("photos/zz.png", "no photo");
  return photos();
}

std::filesystem::path TinyStudy::WriteLabels(int count) const {
  std::string text = "file,label\n";
  for (int i = 0; i < count; i += 2) {
    text += fmt::format("{},{}\n", PhotoName(i), i % kTinyClasses);
  }
  return folder_.Write("labels.csv", text);
}

policy::FittedPolicy TinyStudy::Fitted(const char* kind) const {
  const image::Size small{kSmallSide, kSmallSide};
  const image::Size whole{kTinySide, kTinySide};
  policy::FittedPolicy fitted;
  fitted.kind = kind;
  fitted.model = model().string();
  fitted.network_hash = network_.graph.hash;
  fitted.preprocessing = image::ToText(network_.preprocess);
  fitted.menu = {
      {{small, {}, 8, {}, false, ""}, {whole, {}, 8, {}, false, ""}}, {kSmallCost, kWholeCost}, 1};
  fitted.decision = kDecisionCost;
  fitted.goal = {policy::Loss::kDisagreement, 1, 0.1, 0.05, 1};
  fitted.split_seed = 1;
  fitted.policy = policy::FindPolicy(kind).make();
  fitted.zeroth_scale = fitted.menu.options[fitted.menu.full].scale;
  return fitted;
}

policy::FittedPolicy TinyStudy::Cascade(double log_ratio) const {
  policy::FittedPolicy fitted = Fitted("cascade");
  // Of the four inputs of confidence.h the second: trust is 1/2 where it is `log_ratio`.
  const nlohmann::json model = {{"mean", {0, log_ratio, 0, 0}},
                                {"deviation", {1, 1, 1, 1}},
                                {"weights", {0, 1, 0, 0}},
                                {"bias", 0}};
  fitted.policy->Load({{"attempts", nlohmann::json::array({0})},
                       {"last", 1},
                       {"reads_zeroth_layer", false},
                       {"models", nlohmann::json::array({model})},
                       {"gate_threshold", 0},
                       {"thresholds", nlohmann::json::array({0.5})},
                       {"suggested_rung", 0}},
                      fitted.menu);
  return fitted;
}

policy::FittedPolicy TinyStudy::Shrink() const {
  policy::FittedPolicy fitted = Fitted("shrink");
  fitted.policy->Load({{"options", nlohmann::json::array({0})}, {"suggested_rung", 0}},
                      fitted.menu);
  return fitted;
}

}  // namespace aqua::adaptive::testing
