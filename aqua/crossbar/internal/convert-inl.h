// Kernels::convert; compiled once a target.
// One conversion of one lane: AND of a column's words with the driven rows, count of ones over the
// bits of a level, minimum with the ADC's largest code, and one step of shift-and-add.
#if defined(AQUA_CROSSBAR_CONVERT_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef AQUA_CROSSBAR_CONVERT_INL_H_
#undef AQUA_CROSSBAR_CONVERT_INL_H_
#else
#define AQUA_CROSSBAR_CONVERT_INL_H_
#endif

#include <hwy/highway.h>

#include "aqua/crossbar/kernels.h"

HWY_BEFORE_NAMESPACE();
namespace aqua::crossbar::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

#if HWY_TARGET == HWY_AVX3_DL
using Word = uint32_t;
#else
using Word = uint64_t;
#endif
using WordTag = hn::ScalableTag<Word>;
using WordVector = hn::Vec<WordTag>;
constexpr int64_t kLanes = hn::MaxLanes(WordTag());
// Codes fit 31 bits: BitPlanes sees to it.
using CodeTag = hn::Repartition<int32_t, WordTag>;
using CodeVector = hn::Vec<CodeTag>;
using TotalTag = hn::Repartition<int64_t, WordTag>;

// Counts of ones that are not yet sums of a lane: bytes where the processor counts by table, so
// that a lane's bytes are added up once a column. A byte holds 255: SumOfRegisters adds up to 8 * 3
// of each of 2 words, SumOfMemory adds up the bytes after every word.
#if HWY_TARGET == HWY_AVX3_DL
using CountTag = WordTag;
HWY_INLINE WordVector LaneSums(hn::Vec<CountTag> counts) { return counts; }
#else
using CountTag = hn::Repartition<uint8_t, WordTag>;
HWY_INLINE WordVector LaneSums(hn::Vec<CountTag> counts) { return hn::SumsOf8(counts); }
#endif
using CountVector = hn::Vec<CountTag>;

HWY_INLINE CountVector OnesOf(WordVector cells, WordVector driven) {
  return hn::PopulationCount(hn::BitCast(CountTag(), hn::And(cells, driven)));
}

// The column sum of up to kWords words whose cells are in registers: the highest bit of the levels
// counts double, its sum and the next one double again.
template <int kWords, int kCellBits>
HWY_INLINE CodeVector SumOfRegisters(const WordVector (&cells)[kWords * kCellBits],
                                     const Word* drive) {
  WordVector driven[kWords];
  for (int word = 0; word < kWords; ++word) driven[word] = hn::Set(WordTag(), drive[word]);
  CountVector sum = hn::Zero(CountTag());
  for (int bit = kCellBits - 1; bit >= 0; --bit) {
    CountVector ones = OnesOf(cells[bit * kWords], driven[0]);
    for (int word = 1; word < kWords; ++word) {
      ones = hn::Add(ones, OnesOf(cells[bit * kWords + word], driven[word]));
    }
    sum = bit == kCellBits - 1 ? ones : hn::Add(hn::Add(sum, sum), ones);
  }
  return hn::BitCast(CodeTag(), LaneSums(sum));
}

// The same for any number of words and bits, cells in memory. 8 * (2^4 - 1) ones fit a byte.
HWY_INLINE CodeVector SumOfMemory(const Word* cells, const Word* drive, int words, int cell_bits) {
  const WordTag d;
  const auto lanes = static_cast<int64_t>(hn::Lanes(d));
  WordVector sum = hn::Zero(d);
  for (int word = 0; word < words; ++word) {
    const WordVector driven = hn::Set(d, drive[word]);
    CountVector counts = hn::Zero(CountTag());
    for (int bit = cell_bits - 1; bit >= 0; --bit) {
      const Word* plane = cells + (int64_t{bit} * words + word) * lanes;
      counts = hn::Add(hn::Add(counts, counts), OnesOf(hn::Load(d, plane), driven));
    }
    sum = hn::Add(sum, LaneSums(counts));
  }
  return hn::BitCast(CodeTag(), sum);
}

// Adds `codes` times `factors` to the totals of one position.
HWY_INLINE void AddProducts(CodeVector codes, CodeVector factors, int64_t* totals) {
  const TotalTag d;
  hn::Store(hn::Add(hn::Load(d, totals), hn::MulEven(codes, factors)), d, totals);
  if constexpr (sizeof(Word) != sizeof(int32_t)) return;
  const auto odd = [](CodeVector v) {
    const hn::Repartition<uint64_t, WordTag> wide;
    return hn::BitCast(CodeTag(), hn::ShiftRight<32>(hn::BitCast(wide, v)));
  };
  totals += hn::Lanes(d);
  hn::Store(hn::Add(hn::Load(d, totals), hn::MulEven(odd(codes), odd(factors))), d, totals);
}

// The ADC, and shift-and-add over the time steps from the last one down.
template <bool kCanClip>
class StepAdder {
 public:
  explicit StepAdder(const ConvertTask& task)
      : most_(hn::Set(CodeTag(), task.adc_max)),
        sign_(hn::Set(CodeTag(), task.is_signed ? -1 : 0)) {}

  HWY_INLINE CodeVector First(CodeVector sum) { return hn::Sub(hn::Xor(Code(sum), sign_), sign_); }
  HWY_INLINE CodeVector Next(CodeVector merged, CodeVector sum) {
    return hn::Add(hn::Add(merged, merged), Code(sum));
  }
  int64_t Clipped() const {
    HWY_ALIGN int32_t counts[hn::MaxLanes(CodeTag())];
    hn::Store(clipped_, CodeTag(), counts);
    int64_t total = 0;
    for (size_t i = 0; i < hn::Lanes(CodeTag()); ++i) total += counts[i];
    return total;
  }

 private:
  HWY_INLINE CodeVector Code(CodeVector sum) {
    if constexpr (kCanClip) {
      clipped_ = hn::Sub(clipped_, hn::VecFromMask(CodeTag(), hn::Gt(sum, most_)));
    }
    return hn::Min(sum, most_);
  }

  CodeVector most_;
  CodeVector sign_;
  CodeVector clipped_ = hn::Zero(CodeTag());
};

// One slice at all positions. `column_sum(drive)` is the sum of every lane for one step's rows.
template <bool kCanClip, typename ColumnSum>
HWY_INLINE void ConvertSlice(ConvertTask& task, int slice, const ColumnSum& column_sum) {
  const CodeTag d;
  const auto factors = hn::Load(d, reinterpret_cast<const int32_t*>(task.factors) +
                                       slice * static_cast<int64_t>(hn::Lanes(d)));
  StepAdder<kCanClip> adder(task);
  const Word* drive = reinterpret_cast<const Word*>(task.drive);
  int64_t* totals = task.totals;
  for (int64_t position = 0; position < task.positions; ++position) {
    const Word* const first = drive;
    drive += int64_t{task.activation_bits} * task.words;
    const Word* step = drive - task.words;
    CodeVector merged = adder.First(column_sum(step));
    while (step != first) {
      step -= task.words;
      merged = adder.Next(merged, column_sum(step));
    }
    AddProducts(merged, factors, totals);
    totals += hn::Lanes(WordTag());
    task.conversions += task.activation_bits;
  }
  task.clipped += adder.Clipped();
}

template <int kWords, int kCellBits, bool kCanClip>
HWY_NOINLINE void ConvertInRegisters(ConvertTask& task) {
  const WordTag d;
  const Word* next = reinterpret_cast<const Word*>(task.cells);
  for (int slice = 0; slice < task.slices; ++slice) {
    WordVector cells[kWords * kCellBits];
    for (WordVector& vector : cells) {
      vector = hn::Load(d, next);
      next += hn::Lanes(d);
    }
    ConvertSlice<kCanClip>(task, slice, [&](const Word* drive) HWY_ATTR {
      return SumOfRegisters<kWords, kCellBits>(cells, drive);
    });
  }
}

template <bool kCanClip>
HWY_NOINLINE void ConvertInMemory(ConvertTask& task) {
  const Word* cells = reinterpret_cast<const Word*>(task.cells);
  for (int slice = 0; slice < task.slices; ++slice) {
    ConvertSlice<kCanClip>(task, slice, [&](const Word* drive) HWY_ATTR {
      return SumOfMemory(cells, drive, task.words, task.cell_bits);
    });
    cells += int64_t{task.cell_bits} * task.words * static_cast<int64_t>(hn::Lanes(WordTag()));
  }
}

// The unit column takes off the weight bias and what flips left over.
HWY_INLINE void AddUnits(const ConvertTask& task) {
  const CodeTag d;
  const auto factors = hn::Load(d, reinterpret_cast<const int32_t*>(task.factors) +
                                       task.slices * static_cast<int64_t>(hn::Lanes(d)));
  int64_t* totals = task.totals;
  for (int64_t position = 0; position < task.positions; ++position) {
    AddProducts(hn::Set(d, task.units[position]), factors, totals);
    totals += hn::Lanes(WordTag());
  }
}

// Up to 128 rows of 2-bit cells stay in registers.
template <bool kCanClip>
HWY_INLINE void ConvertBySize(ConvertTask& task) {
  const int row_words = task.cell_bits == 2 ? task.words : 0;
  if (row_words == 1) return ConvertInRegisters<1, 2, kCanClip>(task);
  if (row_words == 2) return ConvertInRegisters<2, 2, kCanClip>(task);
#if HWY_TARGET == HWY_AVX3_DL
  if (row_words == 3) return ConvertInRegisters<3, 2, kCanClip>(task);
  if (row_words == 4) return ConvertInRegisters<4, 2, kCanClip>(task);
#endif
  ConvertInMemory<kCanClip>(task);
}

void Convert(ConvertTask& task) {
  if (task.can_clip) {
    ConvertBySize<true>(task);
  } else {
    ConvertBySize<false>(task);
  }
  AddUnits(task);
}

}  // namespace aqua::crossbar::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
