#include "aqua/store/store.h"

#include <gtest/gtest.h>

#include "aqua/store/sample_study.h"

namespace aqua::store {
namespace {

class StoreTest : public StoreFolder {};

TEST_F(StoreTest, WhatIsAddedIsReadBack) {
  Store store = OpenSample();
  for (int64_t id = 0; id < 20; ++id) AddSample(store, id);
  EXPECT_EQ(AllRows(store), SampleRows(20));
  EXPECT_EQ(store.Sets(), SampleIdentity().sets);
  EXPECT_EQ(store.Crops(), SampleIdentity().crops);
  EXPECT_EQ(store.FindSetting("depth"), "32");
  EXPECT_EQ(store.FindSetting("model path"), "networks/sample.onnx");
  EXPECT_EQ(store.FindSetting("colour"), std::nullopt);
}

TEST_F(StoreTest, RowsDoNotDependOnTheOrderInWhichImagesFinish) {
  Store store = OpenSample();
  for (int64_t id = 19; id >= 0; --id) AddSample(store, id);
  EXPECT_EQ(AllRows(store), SampleRows(20));
}

TEST_F(StoreTest, OutcomesComeBySetThenCropHoweverTheyWereAdded) {
  const auto [image, outcomes] = SampleImage(4);
  Store store = OpenSample();
  store.Add(image, std::vector<OutcomeRow>(outcomes.rbegin(), outcomes.rend()));
  EXPECT_EQ(AllRows(store), (Rows{{image, outcomes}}));
}

TEST_F(StoreTest, AFailedImageIsARowWithoutOutcomes) {
  Store store = OpenSample();
  AddSample(store, 6);
  const Rows rows = AllRows(store);
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].first.status, ImageStatus::kFailed);
  EXPECT_EQ(rows[0].first.error, "is not a picture");
  EXPECT_TRUE(rows[0].second.empty());
}

TEST_F(StoreTest, AStudyContinuesWhereItStopped) {
  {
    Store store = OpenSample();
    AddSample(store, 2);
    AddSample(store, 0);
  }
  Store store = OpenSample();
  EXPECT_EQ(store.FinishedFiles(), (std::vector<std::string>{"photo_0.jpg", "photo_2.jpg"}));
  AddSample(store, 1);
  EXPECT_EQ(AllRows(store), SampleRows(3));
}

TEST_F(StoreTest, AClosedStudyIsOneFile) {
  Store store = OpenSample();
  for (int64_t id = 0; id < 100; ++id) AddSample(store, id);
  store.Close();
  EXPECT_EQ(FilesInFolder(), std::vector<std::string>{"study.sqlite"});
}

TEST_F(StoreTest, AFinishedStudyCanBeReadByMany) {
  OpenSample().Add(SampleImage(0).first, SampleImage(0).second);
  const Store first = Store::OpenForReading(path_);
  const Store second = Store::OpenForReading(path_);
  EXPECT_EQ(AllRows(first), SampleRows(1));
  EXPECT_EQ(AllRows(second), SampleRows(1));
}

TEST_F(StoreTest, NotesMayDifferAndTheFirstStay) {
  OpenSample().Close();
  StudyIdentity moved = SampleIdentity();
  moved.notes[0].value = "elsewhere/sample.onnx";
  EXPECT_EQ(Store::Open(path_, moved).FindSetting("model path"), "networks/sample.onnx");
}

TEST_F(StoreTest, AnEmptyFileBecomesAStudy) {
  std::fclose(std::fopen(path_.c_str(), "w"));
  Store store = OpenSample();
  AddSample(store, 0);
  EXPECT_EQ(AllRows(store), SampleRows(1));
}

TEST_F(StoreTest, TextIsKeptWhateverItHolds) {
  ImageRow image;
  image.file = "it's \"a\"; DROP TABLE image; -- \xC3\xA9.jpg";
  image.labels = "";
  Store store = OpenSample();
  store.Add(image, {});
  EXPECT_EQ(AllRows(store)[0].first, image);
}

TEST_F(StoreTest, AMovedStudyTakesItsFileAlong) {
  Store first = OpenSample();
  Store second = std::move(first);
  AddSample(second, 0);
  EXPECT_THROW(first.FinishedFiles(), InternalError);  // NOLINT(bugprone-use-after-move)
  EXPECT_EQ(second.FinishedFiles().size(), 1U);
}

}  // namespace
}  // namespace aqua::store
