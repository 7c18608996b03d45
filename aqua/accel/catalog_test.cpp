#include "aqua/accel/catalog.h"

#include <gtest/gtest.h>

#include "aqua/core/error.h"

namespace aqua::accel {
namespace {

TEST(AcceleratorCatalog, MakesWhatItLists) {
  ASSERT_FALSE(AcceleratorCatalog().empty());
  for (const CatalogEntry& entry : AcceleratorCatalog()) {
    EXPECT_EQ(MakeAccelerator(entry.name)->Name(), entry.name);
  }
}

TEST(AcceleratorCatalog, AnUnknownNameListsTheKnown) {
  try {
    MakeAccelerator("isaak");
    FAIL() << "no Error";
  } catch (const Error& error) {
    const std::string text = error.what();
    EXPECT_NE(text.find("\"isaak\""), std::string::npos);
    for (const CatalogEntry& entry : AcceleratorCatalog()) {
      EXPECT_NE(text.find(entry.name, text.find("one of")), std::string::npos);
    }
  }
}

}  // namespace
}  // namespace aqua::accel
