#include "aqua/layers/identity/identity.h"

#include <gtest/gtest.h>

#include "aqua/core/error.h"
#include "aqua/layers/testing/run_layer.h"
#include "aqua/layers/testing/test_node.h"

namespace aqua::layers {
namespace {

TEST(ImportIdentity, PassesItsInputOn) {
  for (const char* op_type : {"Identity", "Dropout"}) {
    const ImportedLayer imported = TestNode(op_type).Activation({1, 3}).Import();
    EXPECT_EQ(imported.layer, nullptr) << op_type;
    EXPECT_EQ(imported.activations, (std::vector<size_t>{0})) << op_type;
  }
}

TEST(ImportDropout, RefusesTrainingMode) {
  const auto with_mode = [](int64_t mode) {
    return TestNode("Dropout", 13).Activation({1, 3}).Constant({}, {0.5F}).Integers({mode});
  };
  EXPECT_EQ(with_mode(0).Complaint(), "");
  EXPECT_NE(with_mode(1).Complaint().find("inference"), std::string::npos);
}

TEST(ImportCast, PassesFloatingTypesOnAndRefusesOthers) {
  const auto to = [](int64_t type) { return TestNode("Cast").Activation({1, 3}).With("to", type); };
  for (const int64_t type : {1, 10, 11, 16}) EXPECT_EQ(to(type).Import().layer, nullptr);
  for (const int64_t type : {0, 2, 6, 7, 9}) EXPECT_NE(to(type).Complaint(), "") << type;
}

}  // namespace
}  // namespace aqua::layers
