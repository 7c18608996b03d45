#include "aqua/layers/gemm/gemm.h"

#include <gtest/gtest.h>

#include "aqua/core/error.h"
#include "aqua/layers/testing/run_layer.h"
#include "aqua/layers/testing/test_node.h"

namespace aqua::layers {
namespace {

TEST(Gemm, MultipliesTheLastAxis) {
  const Gemm layer(Tensor({2, 3}, {{1, 2, 3, 4, 5, 6}}), Tensor({2}, {{10, 20}}));
  EXPECT_EQ(ValuesOf(RunWhole(layer, {Tensor({2, 3}, {{1, 0, 0, 0, 1, 1}})})),
            (std::vector<float>{11, 24, 15, 31}));
  EXPECT_EQ(layer.OutputShape(std::vector<Shape>{{2, 7, 3}}), (Shape{2, 7, 2}));
}

TEST(Gemm, WorksAPositionForEachRowOfAnImage) {
  const Gemm layer(Tensor::ShapeOnly({10, 4}), Tensor::ShapeOnly({10}));
  const Workload one = layer.Work(std::vector<Shape>{{1, 4}}, {{0, 1}, {0, 1}});
  EXPECT_EQ(one.kind, WorkKind::kDense);
  EXPECT_EQ(one.rows(), 4);
  EXPECT_EQ(one.columns(), 10);
  EXPECT_EQ(one.positions(), 1);
  EXPECT_EQ(layer.Work(std::vector<Shape>{{1, 7, 4}}, {{0, 1}, {0, 1}}).positions(), 7);
  EXPECT_EQ(layer.ParameterCount(), 50);
  EXPECT_FALSE(layer.HasData());
}

TEST(Gemm, RefusesShapesThatDoNotFit) {
  EXPECT_THROW(Gemm(Tensor(Shape{4}), Tensor()), Error);
  EXPECT_THROW(Gemm(Tensor(Shape{4, 0}), Tensor()), Error);
  EXPECT_THROW(Gemm(Tensor(Shape{4, 2}), Tensor(Shape{3})), Error);
  const Gemm layer(Tensor(Shape{4, 2}), Tensor());
  EXPECT_THROW(layer.OutputShape(std::vector<Shape>{{1, 3}}), Error);
  EXPECT_THROW(layer.OutputShape(std::vector<Shape>{{2}}), Error);
}

TestNode Node() { return TestNode("Gemm").Activation({1, 2}); }

TEST(ImportGemm, PutsTransBAlphaAndBetaIntoItsConstants) {
  const auto plain = Node().Constant({2, 3}, {1, 2, 3, 4, 5, 6}).ImportAs<Gemm>();
  EXPECT_EQ(ValuesOf(plain->weights()), (std::vector<float>{1, 4, 2, 5, 3, 6}));
  EXPECT_TRUE(plain->bias().empty());
  const auto scaled = Node()
                          .Constant({3, 2}, {1, 2, 3, 4, 5, 6})
                          .Constant({3}, {1, 2, 3})
                          .With("transB", int64_t{1})
                          .With("alpha", 2.0F)
                          .With("beta", 10.0F)
                          .ImportAs<Gemm>();
  EXPECT_EQ(ValuesOf(scaled->weights()), (std::vector<float>{2, 4, 6, 8, 10, 12}));
  EXPECT_EQ(ValuesOf(scaled->bias()), (std::vector<float>{10, 20, 30}));
}

TEST(ImportGemm, RepeatsOneBiasForAll) {
  const auto with = [](const Shape& bias) {
    return Node()
        .Constant(RandomTensor({2, 3}, 1))
        .Constant(bias, std::vector<float>(static_cast<size_t>(bias.ElementCount()), 4));
  };
  for (const Shape& shape : {Shape{}, Shape{1}, Shape{1, 1}, Shape{3}, Shape{1, 3}}) {
    EXPECT_EQ(ValuesOf(with(shape).ImportAs<Gemm>()->bias()), (std::vector<float>{4, 4, 4}))
        << shape.ToString();
  }
  EXPECT_NE(with({3, 1}).Complaint(), "");
  EXPECT_NE(with({2}).Complaint(), "");
}

TEST(ImportGemm, TurnsShapeOnlyWeights) {
  const auto layer = Node().ShapeOnly({2, 3}).ShapeOnly({1}).ImportAs<Gemm>();
  EXPECT_EQ(layer->weights().shape(), (Shape{3, 2}));
  EXPECT_EQ(layer->bias().size(), 3);
  EXPECT_FALSE(layer->HasData());
}

TEST(ImportGemm, RefusesWhatIsNotADenseLayer) {
  EXPECT_NE(Node().ShapeOnly({2, 3}).With("transA", int64_t{1}).Complaint(), "");
  EXPECT_NE(Node().Activation({2, 3}).Complaint(), "");
  EXPECT_NE(Node().ShapeOnly({2, 3}).Activation({1, 3}).Complaint(), "");
  EXPECT_NE(Node().ShapeOnly({2, 3, 4}).Complaint(), "");
  EXPECT_NE(TestNode("Gemm").Activation({1, 2, 1, 1}).ShapeOnly({1, 3}).Complaint(), "");
}

TEST(ImportMatMul, IsAGemmWhereTheRightSideIsConstant) {
  const auto layer = TestNode("MatMul")
                         .Activation({1, 5, 2})
                         .Constant({2, 3}, {1, 2, 3, 4, 5, 6})
                         .ImportAs<Gemm>();
  ASSERT_TRUE(layer);
  EXPECT_EQ(ValuesOf(layer->weights()), (std::vector<float>{1, 4, 2, 5, 3, 6}));
  const ImportedLayer product =
      TestNode("MatMul").Activation({1, 5, 2}).Activation({1, 2, 5}).Import();
  EXPECT_EQ(product.layer->Kind(), "MatMul");
  EXPECT_EQ(product.activations, (std::vector<size_t>{0, 1}));
  EXPECT_NE(TestNode("MatMul").ShapeOnly({3, 2}).Activation({2, 5}).Complaint(), "");
}

}  // namespace
}  // namespace aqua::layers
