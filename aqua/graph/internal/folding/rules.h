// The folding rules: each computes what one ONNX operator gives for known inputs. They throw Error
// when the inputs do not fit.
#pragma once

#include "aqua/graph/internal/folding/known.h"

namespace aqua::graph {

using layers::ImportContext;

// shape_rules.cpp: shapes as numbers, and other shapes for the same elements.
Known FoldShape(const ImportContext& context);  // Of an activation too: its batch is 1.
Known FoldSize(const ImportContext& context);
Known FoldReshape(const ImportContext& context);
Known FoldFlatten(const ImportContext& context);
Known FoldSqueeze(const ImportContext& context);
Known FoldUnsqueeze(const ImportContext& context);

// pick_rules.cpp: elements moved, left out or repeated.
Known FoldTranspose(const ImportContext& context);
Known FoldExpand(const ImportContext& context);
Known FoldGather(const ImportContext& context);
Known FoldSlice(const ImportContext& context);
Known FoldConcat(const ImportContext& context);
std::vector<Known> FoldSplit(const ImportContext& context);

// source_rules.cpp: constants out of nothing, and other types of them.
Known FoldConstant(const ImportContext& context);
Known FoldConstantOfShape(const ImportContext& context);
Known FoldRange(const ImportContext& context);
Known FoldIdentity(const ImportContext& context);
Known FoldCast(const ImportContext& context);

// math_rules.cpp: element by element, with broadcasting.
Known FoldAbs(const ImportContext& context);
Known FoldAdd(const ImportContext& context);
Known FoldAnd(const ImportContext& context);
Known FoldCeil(const ImportContext& context);
Known FoldDiv(const ImportContext& context);
Known FoldEqual(const ImportContext& context);
Known FoldExp(const ImportContext& context);
Known FoldFloor(const ImportContext& context);
Known FoldGreater(const ImportContext& context);
Known FoldGreaterOrEqual(const ImportContext& context);
Known FoldLess(const ImportContext& context);
Known FoldLessOrEqual(const ImportContext& context);
Known FoldLog(const ImportContext& context);
Known FoldMax(const ImportContext& context);
Known FoldMin(const ImportContext& context);
Known FoldMod(const ImportContext& context);
Known FoldMul(const ImportContext& context);
Known FoldNeg(const ImportContext& context);
Known FoldNot(const ImportContext& context);
Known FoldOr(const ImportContext& context);
Known FoldPow(const ImportContext& context);
Known FoldReciprocal(const ImportContext& context);
Known FoldRound(const ImportContext& context);
Known FoldSqrt(const ImportContext& context);
Known FoldSub(const ImportContext& context);
Known FoldWhere(const ImportContext& context);

// quantize_rules.cpp: between real numbers and the integers that stand for them.
Known FoldDequantizeLinear(const ImportContext& context);
Known FoldQuantizeLinear(const ImportContext& context);

// reduce_rules.cpp: over some or all axes.
Known FoldReduceMax(const ImportContext& context);
Known FoldReduceMean(const ImportContext& context);
Known FoldReduceMin(const ImportContext& context);
Known FoldReduceProd(const ImportContext& context);
Known FoldReduceSum(const ImportContext& context);

}  // namespace aqua::graph
