#include "aqua/policy/fitted_policy.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <functional>
#include <iterator>
#include <limits>
#include <nlohmann/json.hpp>

#include "aqua/core/error.h"
#include "aqua/core/testing/temp_folder.h"
#include "aqua/policy/catalog.h"
#include "aqua/policy/testing/outcomes.h"

namespace aqua::policy {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

class FittedPolicyFile : public testing::Test {
 protected:
  FittedPolicyFile() { Refit("gate"); }

  void Refit(const std::string& kind) {
    const OutcomeTable table = SyntheticOutcomes(1, 200);
    fitted_.kind = kind;
    fitted_.model = "nets/small.onnx";
    fitted_.zeroth_scale = {128, 96};
    fitted_.network_hash = "0123456789abcdef";
    fitted_.preprocessing = "224 x 224, cubic";
    fitted_.menu = table.menu;
    fitted_.decision = {1, 2.5, 1 / 3.0, 0};
    fitted_.features = {"entropy", "sobel_edges"};
    fitted_.goal = {Loss::kRegret, 5, 0.03, 0.01, 1.25};
    fitted_.split_seed = std::numeric_limits<uint64_t>::max();
    fitted_.images_seen = {1, uint64_t{1} << 63, std::numeric_limits<uint64_t>::max()};
    fitted_.policy = FindPolicy(kind).make();
    fitted_.policy->Fit(table, fitted_.goal);
  }

  static std::string TextOf(const fs::path& path) {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  }

  json Written() const {
    WriteFittedPolicy(fitted_, path_);
    return json::parse(TextOf(path_));
  }

  // The one line that reading the text complains with.
  std::string ComplaintOf(const std::string& text) const {
    const fs::path path = folder_.Write("bad.json", text);
    try {
      ReadFittedPolicy(path);
    } catch (const Error& error) {
      std::string complaint = error.what();
      EXPECT_EQ(complaint.find(path.string() + ": "), 0u) << complaint;
      EXPECT_EQ(complaint.find('\n'), std::string::npos) << complaint;
      EXPECT_LT(complaint.size(), path.string().size() + 500) << complaint;
      return complaint;
    }
    return "";
  }

  void ExpectComplaint(const std::string& pointer, const json& value, const std::string& part) {
    json changed = Written();
    changed[json::json_pointer(pointer)] = value;
    const std::string complaint = ComplaintOf(changed.dump());
    EXPECT_NE(complaint, "") << pointer << " " << value;
    EXPECT_NE(complaint.find(part), std::string::npos) << complaint << " lacks " << part;
  }

  TempFolder folder_;
  fs::path path_ = folder_.path() / "policy.json";
  FittedPolicy fitted_;
};

TEST_F(FittedPolicyFile, ComesBackAsItWasWritten) {
  for (const PolicyKind& kind : PolicyCatalog()) {
    Refit(std::string(kind.name));
    WriteFittedPolicy(fitted_, path_);
    const FittedPolicy read = ReadFittedPolicy(path_);
    EXPECT_EQ(read.kind, fitted_.kind);
    EXPECT_EQ(read.model, fitted_.model);
    EXPECT_EQ(read.zeroth_scale, fitted_.zeroth_scale);
    EXPECT_EQ(read.network_hash, fitted_.network_hash);
    EXPECT_EQ(read.preprocessing, fitted_.preprocessing);
    EXPECT_EQ(read.menu, fitted_.menu);
    EXPECT_EQ(read.decision, fitted_.decision);
    EXPECT_EQ(read.features, fitted_.features);
    EXPECT_EQ(read.goal, fitted_.goal);
    EXPECT_EQ(read.split_seed, fitted_.split_seed);
    EXPECT_EQ(read.images_seen, fitted_.images_seen);
    EXPECT_EQ(read.policy->Save(), fitted_.policy->Save());
    EXPECT_EQ(read.Hash(), fitted_.Hash());
    EXPECT_EQ(read.MenuHash(), fitted_.MenuHash());
    const std::string text = TextOf(path_);
    WriteFittedPolicy(read, path_);
    EXPECT_EQ(TextOf(path_), text);
  }
}

TEST_F(FittedPolicyFile, ItsHashIsOfAllButTheModelsPath) {
  const std::string before = fitted_.Hash();
  const std::string menu = fitted_.MenuHash();
  const std::function<void()> changes[] = {
      [&] { fitted_.network_hash.push_back('0'); }, [&] { fitted_.preprocessing.push_back('.'); },
      [&] { fitted_.decision.macs += 1; },          [&] { fitted_.features.pop_back(); },
      [&] { fitted_.goal.alpha = 0.04; },           [&] { fitted_.split_seed = 1; },
      [&] { fitted_.images_seen.pop_back(); },      [&] { Refit("cascade"); },
      [&] { fitted_.zeroth_scale.width += 1; },
  };
  for (const auto& change : changes) {
    Refit("gate");
    EXPECT_EQ(fitted_.Hash(), before);
    change();
    EXPECT_NE(fitted_.Hash(), before);
    EXPECT_EQ(fitted_.MenuHash(), menu);
  }
  Refit("gate");
  fitted_.model = "elsewhere.onnx";
  EXPECT_EQ(fitted_.Hash(), before);
  fitted_.menu.costs[2].cpu_ms += 1;
  EXPECT_NE(fitted_.MenuHash(), menu);
  EXPECT_NE(fitted_.Hash(), before);
}

TEST_F(FittedPolicyFile, UnknownAndMissingKeysAreNamed) {
  const json written = Written();
  for (const char* place : {"", "/goal", "/menu", "/menu/options/0", "/menu/options/0/cost",
                            "/decision_cost", "/learned", "/learned/models/0"}) {
    const json::json_pointer pointer(place);
    ExpectComplaint(std::string(place) + "/surprise", 1, "surprise");
    for (const auto& item : written[pointer].items()) {
      json fewer = written;
      fewer[pointer].erase(item.key());
      EXPECT_NE(ComplaintOf(fewer.dump()).find(item.key()), std::string::npos)
          << place << " " << item.key();
    }
  }
}

TEST_F(FittedPolicyFile, OtherTypesAndNumbersOutOfRangeAreNamed) {
  ExpectComplaint("/format", "aqua-policy-2", "aqua-policy-1");
  ExpectComplaint("/policy", "hope", "cascade");
  ExpectComplaint("/policy", 3, "policy");
  ExpectComplaint("/network_hash", nullptr, "network_hash");
  ExpectComplaint("/features", "entropy", "features");
  ExpectComplaint("/zeroth_scale", json::array({96}), "zeroth_scale");
  ExpectComplaint("/zeroth_scale/1", 0, "zeroth_scale");
  ExpectComplaint("/zeroth_scale/1", 96.5, "zeroth_scale");
  ExpectComplaint("/model", 1, "model");
  ExpectComplaint("/features/0", 1, "features");
  ExpectComplaint("/split_seed", json::array(), "split_seed");
  ExpectComplaint("/split_seed/0", "123", "split_seed");
  ExpectComplaint("/split_seed/0", 7, "split_seed");
  ExpectComplaint("/images_seen/0", "ffffffffffffffff", "ascending");
  ExpectComplaint("/images_seen/0", "-000000000000001", "images_seen");
  ExpectComplaint("/decision_cost/macs", -1, "macs");
  ExpectComplaint("/decision_cost/macs", nullptr, "macs");
  ExpectComplaint("/goal/loss", "hope\n", "accuracy");
  ExpectComplaint("/goal/top", 3, "top");
  for (const char* share : {"alpha", "delta"}) {
    for (const double bad : {0.0, 1.0, -0.5, 1e300}) {
      ExpectComplaint(std::string("/goal/") + share, bad, share);
    }
  }
  ExpectComplaint("/goal/temperature", 0, "temperature");
  ExpectComplaint("/learned", json::array(), "object");
}

TEST_F(FittedPolicyFile, AMenuThatCannotBeRunIsNamed) {
  ExpectComplaint("/menu/options", json::array(), "options");
  ExpectComplaint("/menu/options", json::object(), "options");
  ExpectComplaint("/menu/options/3", 1, "object");
  ExpectComplaint("/menu/full", 13, "full");
  ExpectComplaint("/menu/full", 9, "full");  // A gate.
  ExpectComplaint("/menu/full", 7, "full");  // A grown crop.
  for (const json& after : {json(7), json(8), json(-1), json(1e9), json(0.5), json("4")}) {
    ExpectComplaint("/menu/options/7/after", after, "after");  // Itself, forwards, nowhere.
  }
  ExpectComplaint("/menu/options/0/after", 0, "after");
  ExpectComplaint("/menu/options/0/crop", "11", "11");
  ExpectComplaint("/menu/options/0/height", 0, "height");
  ExpectComplaint("/menu/options/0/width", int64_t{1} << 40, "width");
  ExpectComplaint("/menu/options/0/depth", 1.5, "depth");
  ExpectComplaint("/menu/options/0/gate", true, "gate");
  ExpectComplaint("/menu/options/7/exact_rim", 1, "exact_rim");
  ExpectComplaint("/menu/options/3/cost/macs", 0, "MACs");
  ExpectComplaint("/menu/options/3/cost/macs", 1e-300, "MACs");
  ExpectComplaint("/menu/options/3/cost/macs", 1e31, "macs");
}

TEST_F(FittedPolicyFile, WhatIsNoJsonIsRefused) {
  const std::string text = Written().dump(1);
  for (size_t bytes = 0; bytes < text.size(); bytes += 97) {
    EXPECT_NE(ComplaintOf(text.substr(0, bytes)).find("not JSON"), std::string::npos) << bytes;
  }
  EXPECT_NE(ComplaintOf(std::string(100000, '[')), "");
  EXPECT_NE(ComplaintOf(std::string(100000, '[') + std::string(100000, ']')), "");
  EXPECT_NE(ComplaintOf("{\"format\": \"\xff\"}"), "");
  EXPECT_NE(ComplaintOf("{\"format\": NaN}"), "");
  EXPECT_NE(ComplaintOf("{\"format\": 1e999}"), "");
  EXPECT_NE(ComplaintOf("[]"), "");
}

TEST_F(FittedPolicyFile, MustBeAPlainFileThatExists) {
  EXPECT_THROW(ReadFittedPolicy(path_), Error);
  EXPECT_THROW(ReadFittedPolicy(folder_.path()), Error);
  ASSERT_EQ(mkfifo((folder_.path() / "pipe").c_str(), 0600), 0);
  EXPECT_THROW(ReadFittedPolicy(folder_.path() / "pipe"), Error);
  WriteFittedPolicy(fitted_, path_);
  fs::resize_file(path_, uintmax_t{1} << 40);  // Sparse.
  EXPECT_THROW(ReadFittedPolicy(path_), Error);
}

TEST_F(FittedPolicyFile, WhatCouldNotBeReadBackIsNotWritten) {
  WriteFittedPolicy(fitted_, path_);
  const std::string before = TextOf(path_);
  const std::function<void()> faults[] = {
      [&] { fitted_.menu.costs[1].macs = std::numeric_limits<double>::quiet_NaN(); },
      [&] { fitted_.decision.cpu_ms = std::numeric_limits<double>::infinity(); },
      [&] { fitted_.goal.alpha = 0; },
      [&] { fitted_.menu.options[9].gate.assign(1, '\xff'); },
      [&] {
        fitted_.images_seen = {2, 1};
      },
      [&] { fitted_.kind = "cascade"; },  // Another's learned state.
  };
  for (const auto& fault : faults) {
    Refit("gate");
    fault();
    EXPECT_THROW(WriteFittedPolicy(fitted_, path_), Error);
    EXPECT_EQ(TextOf(path_), before);
  }
  Refit("gate");
  EXPECT_THROW(WriteFittedPolicy(fitted_, folder_.path() / "none" / "p.json"), Error);
  const auto files = std::distance(fs::directory_iterator(folder_.path()), {});
  EXPECT_EQ(files, 1);  // No half of one is left.
}

TEST_F(FittedPolicyFile, ATextThatIsNoUtf8HasNoHash) {
  fitted_.menu.options[9].gate.assign(1, '\xff');
  EXPECT_THROW(fitted_.MenuHash(), Error);
  EXPECT_THROW(fitted_.Hash(), Error);
}

}  // namespace
}  // namespace aqua::policy
