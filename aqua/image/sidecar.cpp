#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "aqua/core/error.h"
#include "aqua/image/internal/read_file.h"
#include "aqua/image/preprocess.h"

namespace aqua::image {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

constexpr int64_t kMaxSidecarBytes = 1 << 16;
constexpr double kMaxMean = 1000;
constexpr double kLeastScale = 1e-6;
constexpr double kMostScale = 1000;
constexpr std::array<std::string_view, 8> kKeys = {"size",  "resize", "interpolation", "mean",
                                                   "scale", "layout", "channels",      "labels"};

// The keys of one sidecar; every complaint names the file and the key.
class Sidecar {
 public:
  explicit Sidecar(const fs::path& path) : name_(path.string()) {
    const std::string text =
        internal::ReadFile(path, kMaxSidecarBytes, "a JSON object of preprocessing keys");
    try {
      object_ = json::parse(text);
    } catch (const json::exception& error) {
      throw Error("{}: not valid JSON: {}", name_, error.what());
    }
    if (!object_.is_object()) throw Error("{}: expected a JSON object", name_);
    RefuseUnknownKeys();
  }

  bool Has(std::string_view key) const { return object_.contains(key); }

  template <typename... Args>
  [[noreturn]] void Fail(std::string_view key, fmt::format_string<Args...> text,
                         Args&&... args) const {
    throw Error("{}: \"{}\": {}", name_, key, fmt::format(text, std::forward<Args>(args)...));
  }

  int64_t Side(std::string_view key, const json& value, int64_t least, int64_t most) const {
    if (!value.is_number_integer()) Fail(key, "expected whole numbers of pixels");
    // As a double: an integer past 2^63 keeps its size.
    const double side = value.get<double>();
    if (side < static_cast<double>(least) || side > static_cast<double>(most)) {
      Fail(key, "{} pixels are out of range, expected {} to {}", side, least, most);
    }
    return value.get<int64_t>();
  }

  const json& List(std::string_view key, size_t count) const {
    if (!Has(key)) Fail(key, "is missing, expected a list of {} numbers", count);
    const json& list = object_[std::string(key)];
    if (!list.is_array() || list.size() != count) Fail(key, "expected a list of {} numbers", count);
    return list;
  }

  std::array<float, 3> PerChannel(std::string_view key, double least, double most) const {
    std::array<float, 3> values{};
    const json& list = List(key, values.size());
    for (size_t i = 0; i < values.size(); ++i) {
      if (!list[i].is_number()) Fail(key, "expected a list of 3 numbers");
      const double value = list[i].get<double>();
      const double magnitude = std::abs(value);
      if (!(magnitude >= least && magnitude <= most)) {
        Fail(key, "{} is out of range, expected a magnitude of {} to {}", value, least, most);
      }
      values[i] = static_cast<float>(value);
    }
    return values;
  }

  std::string Text(std::string_view key, std::string_view otherwise) const {
    if (!Has(key)) return std::string(otherwise);
    const json& value = object_[std::string(key)];
    if (!value.is_string()) Fail(key, "expected a string");
    return value.get<std::string>();
  }

  // Which of two words the key holds: true for the first, which is also the default.
  bool IsFirst(std::string_view key, std::string_view first, std::string_view second) const {
    const std::string word = Text(key, first);
    if (word != first && word != second) {
      Fail(key, "is {}, expected \"{}\" or \"{}\"", json(word).dump(-1, ' ', true), first, second);
    }
    return word == first;
  }

  const json& operator[](std::string_view key) const { return object_[std::string(key)]; }

 private:
  void RefuseUnknownKeys() const {
    for (const auto& item : object_.items()) {
      if (std::find(kKeys.begin(), kKeys.end(), item.key()) != kKeys.end()) continue;
      throw Error("{}: unknown key {}, expected {}", name_, json(item.key()).dump(-1, ' ', true),
                  fmt::join(kKeys, ", "));
    }
  }

  std::string name_;
  json object_;
};

void ReadSizes(const Sidecar& sidecar, Preprocess& preprocess) {
  const json& size = sidecar.List("size", 2);
  preprocess.height = sidecar.Side("size", size[0], 1, kMaxInputSide);
  preprocess.width = sidecar.Side("size", size[1], 1, kMaxInputSide);
  const int64_t shorter = std::min(preprocess.height, preprocess.width);
  preprocess.resize = (16 * shorter + 7) / 14;
  if (sidecar.Has("resize")) {
    preprocess.resize = sidecar.Side("resize", sidecar["resize"], shorter, kMaxResize);
  }
}

fs::path LabelsPath(const Sidecar& sidecar, const fs::path& folder) {
  if (!sidecar.Has("labels")) return {};
  const std::string labels = sidecar.Text("labels", "");
  if (labels.empty() || labels.find('\0') != std::string::npos) {
    sidecar.Fail("labels", "expected the name of a file of class names");
  }
  return folder / labels;
}

}  // namespace

fs::path SidecarPath(const fs::path& model) {
  return model.parent_path() / (model.stem().string() + ".preprocess.json");
}

std::optional<Preprocess> ReadSidecar(const fs::path& model) {
  const fs::path path = SidecarPath(model);
  std::error_code error;
  if (fs::symlink_status(path, error).type() == fs::file_type::not_found) return std::nullopt;
  const Sidecar sidecar(path);
  Preprocess preprocess;
  ReadSizes(sidecar, preprocess);
  preprocess.interpolation = sidecar.IsFirst("interpolation", "bicubic", "bilinear")
                                 ? Interpolation::kBicubic
                                 : Interpolation::kBilinear;
  preprocess.channels =
      sidecar.IsFirst("channels", "RGB", "BGR") ? ChannelOrder::kRgb : ChannelOrder::kBgr;
  if (sidecar.Text("layout", "NCHW") != "NCHW") {
    sidecar.Fail("layout", "expected \"NCHW\"; AQuA runs networks of that layout only");
  }
  preprocess.mean = sidecar.PerChannel("mean", 0, kMaxMean);
  preprocess.scale = sidecar.PerChannel("scale", kLeastScale, kMostScale);
  preprocess.labels = LabelsPath(sidecar, path.parent_path());
  return preprocess;
}

}  // namespace aqua::image
