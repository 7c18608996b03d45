// A made-up study for the tests of this room: every row follows from its image's number alone.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "aqua/core/error.h"
#include "aqua/store/store.h"

namespace aqua::store {

inline constexpr int kSetCount = 3;
inline constexpr int kCropCount = 16;

inline StudyIdentity SampleIdentity() {
  StudyIdentity identity;
  identity.settings = {{"model hash", "00ff"}, {"depth", "32"}, {"mode", "aligned"}};
  identity.notes = {{"model path", "networks/sample.onnx"}};
  identity.sets = {{0, "float", "", "16/16"},
                   {1, "entropy4", "", "8/16"},
                   {2, "made/profile.json", "00ff00ff00ff00ff", "profile by mse"}};
  for (int set = 0; set < kSetCount; ++set) {
    for (int crop = 0; crop < kCropCount; ++crop) {
      identity.crops.push_back({set, crop, "code" + std::to_string(crop), 1'000'000'000'000 - crop,
                                1e9 / (3 + set + crop)});
    }
  }
  return identity;
}

using Rows = std::vector<std::pair<ImageRow, std::vector<OutcomeRow>>>;

// Every seventh image failed.
inline std::pair<ImageRow, std::vector<OutcomeRow>> SampleImage(int64_t id) {
  ImageRow image{id, "photo_" + std::to_string(id) + ".jpg", ImageStatus::kOk, "", "cat|dog"};
  if (id % 7 == 6) {
    image.status = ImageStatus::kFailed;
    image.error = "is not a picture";
    return {image, {}};
  }
  std::vector<OutcomeRow> outcomes;
  for (int set = 0; set < kSetCount; ++set) {
    for (int crop = 0; crop < kCropCount; ++crop) {
      OutcomeRow& row = outcomes.emplace_back();
      row.set = set;
      row.crop = crop;
      for (size_t place = 0; place < row.classes.size(); ++place) {
        row.classes[place] =
            static_cast<int>(id * 31 + set * 7 + crop * 5) % 1000 + static_cast<int>(place);
        row.probabilities[place] = 1.0F / static_cast<float>(id + set + crop + 3);
      }
    }
  }
  return {image, outcomes};
}

inline Rows AllRows(const Store& store) {
  Rows rows;
  store.ForEachImage([&](const ImageRow& image, std::span<const OutcomeRow> outcomes) {
    rows.emplace_back(image, std::vector<OutcomeRow>(outcomes.begin(), outcomes.end()));
  });
  return rows;
}

inline Rows SampleRows(int64_t count) {
  Rows rows;
  for (int64_t id = 0; id < count; ++id) rows.push_back(SampleImage(id));
  return rows;
}

inline void AddSample(Store& store, int64_t id) {
  const auto [image, outcomes] = SampleImage(id);
  store.Add(image, outcomes);
}

// A folder of its own for every test, gone afterwards.
class StoreFolder : public testing::Test {
 protected:
  void SetUp() override { std::filesystem::create_directories(folder_); }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  Store OpenSample() const { return Store::Open(path_, SampleIdentity()); }

  std::vector<std::string> FilesInFolder() const {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder_)) {
      names.push_back(entry.path().filename().string());
    }
    return names;
  }

  const std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / ("aqua_store_test_" + std::to_string(getpid()));
  const std::filesystem::path path_ = folder_ / "study.sqlite";
};

// The text of the Error that `act` throws, or nothing.
template <typename Act>
std::string ErrorOf(const Act& act) {
  try {
    act();
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

// `text` is one line that holds every one of `words`.
inline void ExpectLine(const std::string& text, const std::vector<std::string>& words) {
  EXPECT_EQ(text.find('\n'), std::string::npos) << text;
  for (const std::string& word : words) {
    EXPECT_NE(text.find(word), std::string::npos) << "\"" << word << "\" is not in: " << text;
  }
}

}  // namespace aqua::store
