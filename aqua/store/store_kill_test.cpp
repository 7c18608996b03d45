#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <random>
#include <set>
#include <thread>

#include "aqua/store/sample_policies.h"
#include "aqua/store/sample_study.h"
#include "aqua/store/store.h"

namespace aqua::store {
namespace {

constexpr int64_t kImageCount = 800;

class StoreKill : public StoreFolder {
 protected:
  // The study of crops, or the one of policies.
  Store OpenStudy() const {
    return Store::Open(path_, of_policies_ ? SamplePolicies() : SampleIdentity());
  }

  // Adds what is missing, in an order of its own, as worker threads would finish it.
  void Continue(unsigned seed) const {
    Store store = OpenStudy();
    const std::vector<std::string> files = store.FinishedFiles();
    const std::set<std::string> finished(files.begin(), files.end());
    std::vector<int64_t> missing;
    for (int64_t id = 0; id < kImageCount; ++id) {
      if (finished.count(SampleImage(id).first.file) == 0) missing.push_back(id);
    }
    std::shuffle(missing.begin(), missing.end(), std::mt19937(seed));
    for (const int64_t id : missing) of_policies_ ? AddDecided(store, id) : AddSample(store, id);
    store.Close();
  }

  // True if the writer ended by itself within the time.
  bool RunAndKillAfter(std::chrono::microseconds delay, unsigned seed) const {
    const pid_t child = fork();
    if (child == 0) {
      Continue(seed);
      _exit(0);
    }
    std::this_thread::sleep_for(delay);
    kill(child, SIGKILL);
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
  }

  void KillAgainAndAgainThenFinish() const {
    std::mt19937 random(7);
    int kills = 0;
    for (unsigned run = 0; run < 40; ++run) {
      const std::chrono::microseconds delay(random() % 6000);
      if (RunAndKillAfter(delay, run)) break;
      ++kills;
    }
    EXPECT_GT(kills, 3);
    Continue(99);
  }

  bool of_policies_ = false;
};

TEST_F(StoreKill, AStudyKilledAtAnyMomentEndsWithTheSameRows) {
  KillAgainAndAgainThenFinish();
  EXPECT_EQ(AllRows(Store::OpenForReading(path_)), SampleRows(kImageCount));
  EXPECT_EQ(FilesInFolder(), std::vector<std::string>{"study.sqlite"});
}

TEST_F(StoreKill, AStudyOfPoliciesKilledAtAnyMomentEndsWithTheSameRows) {
  of_policies_ = true;
  KillAgainAndAgainThenFinish();
  EXPECT_EQ(AllDecided(Store::OpenForReading(path_)), SampleAllDecided(kImageCount));
  EXPECT_EQ(FilesInFolder(), std::vector<std::string>{"study.sqlite"});
}

TEST_F(StoreKill, AKilledStudyHoldsWholeImagesOnly) {
  const std::filesystem::path log = path_.string() + "-wal";
  const pid_t child = fork();
  if (child == 0) {
    Continue(1);
    _exit(0);
  }
  std::error_code missing;
  // Until the log appears and holds a few dozen images.
  while (std::filesystem::file_size(log, missing) < 1'000'000 || missing) {
    if (waitpid(child, nullptr, WNOHANG) == child) FAIL() << "it ended before it was killed";
  }
  kill(child, SIGKILL);
  waitpid(child, nullptr, 0);
  const Rows rows = AllRows(OpenSample());
  EXPECT_GT(rows.size(), 10U);
  EXPECT_LT(rows.size(), static_cast<size_t>(kImageCount));
  for (const auto& row : rows) EXPECT_EQ(row, SampleImage(row.first.id));
}

TEST_F(StoreKill, AKilledStudyCanBeReadBeforeItIsContinued) {
  const pid_t child = fork();
  if (child == 0) {
    Store store = OpenSample();
    for (int64_t id = 0; id < 10; ++id) AddSample(store, id);
    kill(getpid(), SIGKILL);
  }
  waitpid(child, nullptr, 0);
  EXPECT_TRUE(std::filesystem::exists(path_.string() + "-wal"));
  EXPECT_EQ(AllRows(Store::OpenForReading(path_)), SampleRows(10));
  EXPECT_EQ(AllRows(OpenSample()), SampleRows(10));
}

}  // namespace
}  // namespace aqua::store
