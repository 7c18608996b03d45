#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>

#include "aqua/store/sample_policies.h"
#include "aqua/store/sample_study.h"
#include "aqua/store/store.h"

namespace aqua::store {
namespace {

class StoreErrors : public StoreFolder {
 protected:
  std::string OpenError(const StudyIdentity& identity = SampleIdentity()) const {
    return ErrorOf([&] { Store::Open(path_, identity); });
  }
  std::string ReadError() const {
    return ErrorOf([&] { AllRows(Store::OpenForReading(path_)); });
  }
  void WriteFile(const std::string& bytes) const {
    std::ofstream(path_, std::ios::binary) << bytes;
  }
  std::string FileBytes() const {
    std::ifstream file(path_, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  void Execute(const char* sql) const {
    sqlite3* handle = nullptr;
    sqlite3_open(path_.c_str(), &handle);
    EXPECT_EQ(sqlite3_exec(handle, sql, nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(handle);
  }
};

// Runs `act` in a process of its own and returns the text of its Error.
template <typename Act>
std::string ErrorInChild(const Act& act) {
  int ends[2];
  EXPECT_EQ(pipe(ends), 0);
  const pid_t child = fork();
  if (child == 0) {
    const std::string text = ErrorOf(act);
    const bool written = write(ends[1], text.data(), text.size()) >= 0;
    _exit(written ? 0 : 1);
  }
  close(ends[1]);
  std::string text;
  char buffer[512];
  for (ssize_t count = 0; (count = read(ends[0], buffer, sizeof(buffer))) > 0;) {
    text.append(buffer, static_cast<size_t>(count));
  }
  close(ends[0]);
  waitpid(child, nullptr, 0);
  return text;
}

// Root may write anywhere, so a process that tests permissions becomes nobody first.
void StepDown() {
  constexpr uid_t kNobody = 65534;
  if (geteuid() == 0 && seteuid(kNobody) != 0) _exit(1);
}

TEST_F(StoreErrors, AnotherModelIsNamedWithFoundAndExpected) {
  OpenSample().Close();
  StudyIdentity other = SampleIdentity();
  other.settings[0].value = "abcd";
  other.settings[1].value = "64";
  ExpectLine(OpenError(other), {path_.string(), "model hash \"00ff\"", "this run has \"abcd\"",
                                "choose another --out or delete the file"});
}

TEST_F(StoreErrors, AnotherDepthIsNamed) {
  OpenSample().Close();
  StudyIdentity other = SampleIdentity();
  other.settings[1].value = "64";
  ExpectLine(OpenError(other), {"depth \"32\"", "\"64\""});
}

TEST_F(StoreErrors, ASettingTheStudyLacksIsNamed) {
  OpenSample().Close();
  StudyIdentity other = SampleIdentity();
  other.settings.push_back({"labels", "labels.csv"});
  ExpectLine(OpenError(other), {"labels \"(none)\"", "\"labels.csv\""});
}

TEST_F(StoreErrors, OtherCropConstantsAreNamed) {
  OpenSample().Close();
  StudyIdentity other = SampleIdentity();
  other.crops[3].macs += 1;
  ExpectLine(OpenError(other),
             {"crop code3 of weight set 0 with 999999999997 MACs", "999999999998 MACs"});
  other = SampleIdentity();
  other.crops.pop_back();
  ExpectLine(OpenError(other), {"crop code15", "no more"});
}

TEST_F(StoreErrors, OtherWeightSetsAreNamed) {
  OpenSample().Close();
  StudyIdentity other = SampleIdentity();
  other.sets[2].hash = "0123456789abcdef";
  ExpectLine(OpenError(other), {"weight set 2, hash 00ff00ff00ff00ff", "0123456789abcdef"});
  other = SampleIdentity();
  std::swap(other.sets[0].name, other.sets[1].name);
  ExpectLine(OpenError(other), {"weight set 0 float", "weight set 0 entropy4"});
  other = SampleIdentity();
  other.sets.push_back({3, "10", "", "10/16"});
  ExpectLine(OpenError(other), {"no more weight sets", "weight set 3 10"});
}

TEST_F(StoreErrors, LongSettingsAreShownAsOneShortLine) {
  StudyIdentity identity = SampleIdentity();
  identity.settings[2].value = std::string(10000, 'x') + "\nend";
  Store::Open(path_, identity).Close();
  const std::string text = OpenError();
  ExpectLine(text, {"xxx...", "\"aligned\""});
  EXPECT_LT(text.size(), 400U);
}

TEST_F(StoreErrors, ARefusedStudyStaysAsItWas) {
  Store store = OpenSample();
  AddSample(store, 0);
  store.Close();
  const std::string before = FileBytes();
  StudyIdentity other = SampleIdentity();
  other.settings[0].value = "abcd";
  EXPECT_NE(OpenError(other), "");
  EXPECT_EQ(FileBytes(), before);
}

TEST_F(StoreErrors, AFileThatIsNoStudyIsRefusedAndKept) {
  for (const std::string& bytes : {std::string("name,label\n"), std::string(5000, '\xA5')}) {
    WriteFile(bytes);
    ExpectLine(OpenError(), {path_.string(), "is not a study of aqua"});
    ExpectLine(ReadError(), {path_.string(), "is not a study of aqua"});
    EXPECT_EQ(FileBytes(), bytes);
  }
}

TEST_F(StoreErrors, AnotherProgramsDatabaseIsRefused) {
  Execute("CREATE TABLE study (name, value)");
  ExpectLine(OpenError(), {path_.string(), "is not a study of aqua"});
}

TEST_F(StoreErrors, AnotherFormatVersionIsRefused) {
  OpenSample().Close();
  for (const char* version : {"2", "7"}) {
    Execute((std::string("PRAGMA user_version = ") + version).c_str());
    const std::string named = std::string("format version ") + version;
    ExpectLine(OpenError(), {named, "writes version 3", "choose another --out or delete the file"});
    ExpectLine(ReadError(), {named, "writes version 3"});
  }
}

TEST_F(StoreErrors, AStudyOfPoliciesDoesNotContinueOneOfCrops) {
  OpenSample().Close();
  ExpectLine(OpenError(SamplePolicies()), {"study of \"(none)\"", "\"policies\""});
}

TEST_F(StoreErrors, OtherPoliciesAndOptionsAreNamed) {
  Store::Open(path_, SamplePolicies()).Close();
  StudyIdentity other = SamplePolicies();
  other.policies[1].hash = "0123456789abcdef";
  ExpectLine(OpenError(other), {"policy 1, hash 00ff00ff00ff00ff", "hash 0123456789abcdef"});
  other = SamplePolicies();
  other.policies[2].certificate = "at most half";
  EXPECT_NE(OpenError(other), "");
  other = SamplePolicies();
  other.options[5].macs += 1;
  ExpectLine(OpenError(other), {"option 1 of policy 1", "MACs"});
  other = SamplePolicies();
  other.policies.pop_back();
  ExpectLine(OpenError(other), {"policy 2", "no more"});
}

TEST_F(StoreErrors, AStudyWithoutItsTablesIsDamaged) {
  OpenSample().Close();
  Execute("DROP TABLE outcome");
  ExpectLine(OpenError(), {path_.string(), "is damaged", "outcome"});
  ExpectLine(ReadError(), {path_.string(), "is damaged", "outcome"});
}

TEST_F(StoreErrors, EveryTruncationEndsInAnErrorOrInRows) {
  Store store = OpenSample();
  for (int64_t id = 0; id < 40; ++id) AddSample(store, id);
  store.Close();
  const std::string whole = FileBytes();
  for (size_t length = 1; length < whole.size(); length += 1531) {
    WriteFile(whole.substr(0, length));
    ExpectLine(ReadError(), {path_.string()});
  }
}

TEST_F(StoreErrors, FlippedBytesNeverCrash) {
  Store store = OpenSample();
  for (int64_t id = 0; id < 40; ++id) AddSample(store, id);
  store.Close();
  const std::string whole = FileBytes();
  for (size_t at = 0; at < whole.size(); at += 97) {
    std::string flipped = whole;
    flipped[at] = static_cast<char>(~flipped[at]);
    WriteFile(flipped);
    EXPECT_EQ(ReadError().find('\n'), std::string::npos);
    // Writing waits for the disk, so not at every byte.
    if (at % 25 != 0) continue;
    EXPECT_EQ(OpenError().find('\n'), std::string::npos);
  }
}

TEST_F(StoreErrors, AFolderOrAnImpossiblePathIsRefused) {
  std::filesystem::create_directory(path_);
  ExpectLine(OpenError(), {path_.string(), "is a folder"});
  const std::filesystem::path nowhere = folder_ / "none" / "study.sqlite";
  ExpectLine(ErrorOf([&] { Store::Open(nowhere, SampleIdentity()); }),
             {nowhere.string(), "No such file", "choose another --out"});
  ExpectLine(ErrorOf([&] { Store::OpenForReading(nowhere); }), {nowhere.string(), "No such file"});
  ExpectLine(ErrorOf([&] { Store::Open("", SampleIdentity()); }), {"is empty"});
}

TEST_F(StoreErrors, AReadOnlyFolderIsRefused) {
  std::filesystem::permissions(folder_, std::filesystem::perms{0555});
  const std::string text = ErrorInChild([&] {
    StepDown();
    Store::Open(path_, SampleIdentity());
  });
  std::filesystem::permissions(folder_, std::filesystem::perms{0755});
  ExpectLine(text, {path_.string(), "choose another --out"});
}

TEST_F(StoreErrors, AReadOnlyStudyIsReadButNotContinued) {
  OpenSample().Add(SampleImage(0).first, SampleImage(0).second);
  std::filesystem::permissions(path_, std::filesystem::perms{0444});
  std::filesystem::permissions(folder_, std::filesystem::perms{0555});
  const std::string reading = ErrorInChild([&] {
    StepDown();
    if (AllRows(Store::OpenForReading(path_)) != SampleRows(1)) throw Error("other rows");
  });
  const std::string writing = ErrorInChild([&] {
    StepDown();
    Store::Open(path_, SampleIdentity());
  });
  std::filesystem::permissions(folder_, std::filesystem::perms{0755});
  EXPECT_EQ(reading, "");
  ExpectLine(writing, {path_.string(), "cannot be written"});
}

TEST_F(StoreErrors, ASecondWriterIsRefused) {
  Store store = OpenSample();
  const std::string text = ErrorInChild([&] { Store::Open(path_, SampleIdentity()); });
  ExpectLine(text, {path_.string(), "is being written by another aqua study"});
  AddSample(store, 0);
  EXPECT_EQ(AllRows(store), SampleRows(1));
}

TEST_F(StoreErrors, ADiskThatRefusesBytesLosesNoImage) {
  const std::string text = ErrorInChild([&] {
    const rlimit limit{600'000, 600'000};
    setrlimit(RLIMIT_FSIZE, &limit);
    std::signal(SIGXFSZ, SIG_IGN);
    Store store = OpenSample();
    for (int64_t id = 0; id < 1000; ++id) AddSample(store, id);
  });
  ExpectLine(text, {path_.string(), "finished images are kept"});
  Store store = OpenSample();
  const int64_t kept = static_cast<int64_t>(store.FinishedFiles().size());
  EXPECT_GT(kept, 10);
  EXPECT_LT(kept, 1000);
  EXPECT_EQ(AllRows(store), SampleRows(kept));
}

TEST_F(StoreErrors, AnImageAddedTwiceMeansTheFolderChanged) {
  Store store = OpenSample();
  AddSample(store, 3);
  ImageRow other = SampleImage(3).first;
  other.file = "new.jpg";
  ExpectLine(ErrorOf([&] { store.Add(other, {}); }),
             {"photo_3.jpg as number 3", "new.jpg", "has changed"});
  other = SampleImage(3).first;
  other.id = 4;
  ExpectLine(ErrorOf([&] { store.Add(other, {}); }), {"photo_3.jpg", "number 4", "has changed"});
  EXPECT_EQ(store.FinishedFiles().size(), 1U);
}

}  // namespace
}  // namespace aqua::store
