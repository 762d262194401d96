#include "datagen/transactions/life.hpp"

#include <algorithm>

#include "datagen/transactions/amounts.hpp"
#include "datagen/transactions/calendar.hpp"
#include "datagen/transactions/random_streams.hpp"

namespace financescr::datagen {
namespace {

using monitoring::ActorType;
using monitoring::Direction;
using monitoring::EventType;
using monitoring::Instrument;

// Events a day, by calling: salaried, trader, dependent, merchant.
struct Habits {
  double groceries;
  double bills;
  double gifts;
  double cash_out;
  double cash_in;
  double sales;
};
constexpr Habits kHabits[] = {{.45, .20, .10, .10, .02, .00},
                              {.22, .18, .08, .08, .30, .18},
                              {.22, .15, .05, .06, .05, .00},
                              {.10, .10, .04, .00, .00, .00}};

constexpr double kWeekend = 1.3;  // of groceries
constexpr double kAtAgent = .70;  // of cash; the rest at a branch
constexpr double kAtNight = .01;  // of what is done online
constexpr double kElsewhere = .025;
constexpr double kAbroad = .004;         // of what is paid by card
constexpr double kDependentFactor = .6;  // of what others spend
constexpr double kMonthlyChange = .01;   // of rents and salaries
constexpr double kTakingsDays = .85;     // on which a merchant's card takings are settled
constexpr double kSuppliesDays = .30;
constexpr double kTillDays = .25;       // on which a merchant pays cash in
constexpr double kLoanInSlice = .02;    // of those who borrow at all
constexpr double kPurchaseDays = .001;  // on which something dear is bought
constexpr std::int64_t kFirstPayDay = 24;
constexpr std::int64_t kPayDays = 4;
constexpr std::int64_t kFeeDay = 28;
constexpr std::int64_t kSavingDay = 27;
constexpr std::int64_t kInstalments = 6;
constexpr std::int64_t kInstalmentDays = 30;
constexpr std::int32_t kClientsPerFirm = 10;  // half of whom hold its currency and work there
constexpr std::int32_t kClientsPerLandlord = 5;
constexpr std::int32_t kTreasuries = 2;
constexpr std::int32_t kSuppliers = 3;  // of a merchant
// Firms have numbers of their own by what they are.
constexpr std::int32_t kLandlords = 1'000'000;
constexpr std::int32_t kWholesalers = 2'000'000;
constexpr std::int32_t kDealers = 100'000;  // of dear things
constexpr std::uint32_t kDealerCount = 5'000;
constexpr std::int32_t kPeople = 1 << 28;  // accounts elsewhere

// The life of one client in one slice.
class Slice {
 public:
  Slice(const Population& population, const Sleepers& sleepers, PythonRandom rng,
        std::int32_t number, std::int64_t slice, std::vector<Record>& out)
      : population_(population),
        sleepers_(sleepers),
        rng_(rng),
        number_(number),
        client_(population.client(number)),
        slice_(slice),
        out_(out) {}

  void live(std::int64_t day) {
    day_ = day;
    date_ = date_of(day);
    earn();
    pay_monthly();
    spend();
    if (client_.calling == Calling::kMerchant) trade();
  }

  // Now and then: paid out on a day of the slice, partly drawn a few days later, and paid back.
  void borrow() {
    if (!maybe(rng_, kLoanInSlice)) return;
    const std::int64_t day = rng_.randint(0, kSliceDays - 1) + slice_ * kSliceDays;
    const std::int64_t loan = amount(Purpose::kLoan);
    const std::int64_t at_us = draw_time(rng_, day, 9, 16);
    add(at_us, EventType::kLoanDisbursement, Direction::kIn, Instrument::kTransfer, loan).loan =
        number_;
    const double drawn = draw_between(rng_, .15, .6);
    const std::int64_t drawn_day = day + rng_.randint(2, 8);
    cash(drawn_day, EventType::kWithdrawal,
         rounded_amount(static_cast<double>(loan) * drawn, Purpose::kCashOut, client_.is_dollar));
    const double instalment = static_cast<double>(loan) * 1.1 / static_cast<double>(kInstalments);
    for (std::int64_t i = 1; i <= kInstalments; ++i) {
      add(draw_time(rng_, day + i * kInstalmentDays, 8, 18), EventType::kLoanRepayment,
          Direction::kOut, Instrument::kTransfer,
          rounded_amount(instalment, Purpose::kFee, client_.is_dollar))
          .loan = number_;
    }
  }

 private:
  std::int64_t amount(Purpose purpose) {
    const bool has_little = client_.calling == Calling::kDependent;
    return draw_amount(rng_, purpose, client_.is_dollar, has_little ? kDependentFactor : 1.0);
  }

  Record& add(std::int64_t at_us, EventType type, Direction direction, Instrument instrument,
              std::int64_t amount_minor) {
    out_.push_back(population_.record(number_, at_us, type, direction, instrument, amount_minor));
    return out_.back();
  }

  // Draws the amount, and so after what the caller has drawn.
  Record& add(std::int64_t at_us, EventType type, Direction direction, Instrument instrument,
              Purpose purpose) {
    const std::int64_t minor = amount(purpose);
    return add(at_us, type, direction, instrument, minor);
  }

  // With the client's phone, nearly always from where it is.
  void make_online(Record& record) {
    record.device = population_.device_of(number_);
    record.address = population_.address_of(number_, slice_);
    if (maybe(rng_, kElsewhere)) record.address = population_.other_address(rng_);
  }

  std::int64_t online_time() {
    return maybe(rng_, kAtNight) ? draw_time(rng_, day_, 0, 6) : draw_time(rng_, day_, 6, 22);
  }

  void cash(std::int64_t day, EventType type, std::int64_t amount_minor) {
    const bool is_in = type == EventType::kDeposit;
    const std::int64_t at_us = draw_time(rng_, day, 7, 20);
    const bool is_at_agent = maybe(rng_, kAtAgent);
    const bool is_first = maybe(rng_, .5);
    Record& record =
        add(at_us, type, is_in ? Direction::kIn : Direction::kOut, Instrument::kCash, amount_minor);
    if (!is_at_agent) return;
    const AgentKind other_way = is_in ? AgentKind::kPays : AgentKind::kCollects;
    const bool fits = Population::agent_kind(client_.agents[0]) != other_way;
    record.agent = client_.agents[is_first && fits ? 0 : 1];
    record.actor = ActorType::kAgent;
  }

  // Similar each month.
  std::int64_t monthly(std::int64_t usual_minor, Purpose purpose) {
    const double change = rng_.gauss(1.0, kMonthlyChange);
    return rounded_amount(static_cast<double>(usual_minor) * change, purpose, client_.is_dollar);
  }

  void earn() {
    const Habits& habits = kHabits[static_cast<std::size_t>(client_.calling)];
    if (maybe(rng_, habits.cash_in)) cash(day_, EventType::kDeposit, amount(Purpose::kCashIn));
    if (maybe(rng_, habits.sales)) {
      Record& record =
          add(online_time(), EventType::kTransfer, Direction::kIn,
              client_.is_dollar ? Instrument::kTransfer : Instrument::kMobileMoney, Purpose::kSale);
      record.other_kind = OtherKind::kPerson;
      record.other = static_cast<std::int32_t>(rng_.randbelow(kPeople));
    }
    const std::int32_t firm =
        2 * (number_ / kClientsPerFirm) + (client_.is_dollar ? 1 : 0) + kTreasuries;
    const bool is_state = client_.is_paid_by_state;
    const std::int64_t pay_day = kFirstPayDay + (is_state ? 0 : firm % kPayDays);
    if (client_.calling != Calling::kSalaried || date_.day != pay_day) return;
    const std::int64_t at_us = draw_time(rng_, day_, 7, 15);
    const std::int64_t pay = monthly(client_.salary_minor, Purpose::kSalary);
    Record& salary = add(at_us, EventType::kTransfer, Direction::kIn, Instrument::kTransfer, pay);
    salary.other_kind = is_state ? OtherKind::kPayer : OtherKind::kFirm;
    salary.other = is_state ? (client_.is_dollar ? 1 : 0) : firm;
  }

  void pay_monthly() {
    if (client_.rent_day == date_.day) {
      const std::int64_t at_us = draw_time(rng_, day_, 7, 21);
      const std::int64_t due = monthly(client_.rent_minor, Purpose::kRent);
      Record& rent = add(at_us, EventType::kTransfer, Direction::kOut, Instrument::kTransfer, due);
      rent.other_kind = OtherKind::kFirm;
      rent.other = kLandlords + number_ / kClientsPerLandlord;
      make_online(rent);
    }
    if (client_.saves && date_.day == kSavingDay) {
      make_online(add(draw_time(rng_, day_, 8, 21), EventType::kRecurringDeposit, Direction::kOut,
                      Instrument::kTransfer, Purpose::kSaving));
    }
    if (date_.day != kFeeDay) return;
    add(draw_time(rng_, day_, 22, 23), EventType::kFee, Direction::kOut, Instrument::kTransfer,
        Purpose::kFee);
  }

  void spend() {
    constexpr std::int64_t kSaturday = 2;  // 1 January 1970 was a Thursday
    const Habits& habits = kHabits[static_cast<std::size_t>(client_.calling)];
    const std::int64_t weekday = date_.to_days() % 7;
    const bool is_weekend = weekday == kSaturday || weekday == kSaturday + 1;
    if (maybe(rng_, habits.groceries * (is_weekend ? kWeekend : 1.0))) shop();
    if (maybe(rng_, habits.bills)) {
      make_online(add(online_time(), EventType::kOther, Direction::kOut, Instrument::kMobileMoney,
                      Purpose::kBill));
    }
    if (maybe(rng_, habits.cash_out)) {
      cash(day_, EventType::kWithdrawal, amount(Purpose::kCashOut));
    }
    if (maybe(rng_, habits.gifts)) give();
    if (!maybe(rng_, kPurchaseDays)) return;
    Record& purchase = add(draw_time(rng_, day_, 8, 18), EventType::kTransfer, Direction::kOut,
                           Instrument::kTransfer, Purpose::kPurchase);
    purchase.other_kind = OtherKind::kFirm;
    purchase.other = kDealers + static_cast<std::int32_t>(rng_.randbelow(kDealerCount));
    make_online(purchase);
  }

  void shop() {
    Record& groceries = add(draw_time(rng_, day_, 8, 21), EventType::kOther, Direction::kOut,
                            Instrument::kCard, Purpose::kGroceries);
    groceries.merchant = client_.shops[rng_.choice_index(client_.shops.size())];
    groceries.other_kind = OtherKind::kOwnShop;
    if (maybe(rng_, kAbroad)) {
      groceries.country = static_cast<std::uint8_t>(rng_.choice_index(country_codes().size()));
    }
  }

  // To a friend or relative, who has an event of it as well.
  void give() {
    const std::int32_t contact = client_.contacts[rng_.choice_index(client_.contacts.size())];
    const auto instrument = client_.is_dollar ? Instrument::kTransfer : Instrument::kMobileMoney;
    const std::int64_t at_us = online_time();
    const std::int64_t minor = amount(Purpose::kGift);
    const std::int64_t arrives_us = at_us + rng_.randint(1, 5) * Timestamp::kSecond;
    Record& sent = add(at_us, EventType::kTransfer, Direction::kOut, instrument, minor);
    sent.other_kind = OtherKind::kClient;
    sent.other = contact;
    make_online(sent);
    const auto asleep = sleepers_.find(contact);
    if (asleep != sleepers_.end() && day_ >= asleep->second) {
      out_.pop_back();
      return;
    }
    Record received = population_.record(contact, arrives_us, EventType::kTransfer, Direction::kIn,
                                         instrument, minor);
    received.other_kind = OtherKind::kClient;
    received.other = number_;
    out_.push_back(received);
  }

  // Of the merchant's business; what has no other side names the shop.
  Record& make_business(Record& record) const {
    record.actor = ActorType::kMerchant;
    record.merchant = number_;
    record.other_kind = OtherKind::kOwnShop;
    return record;
  }

  void trade() {
    if (maybe(rng_, kTakingsDays)) {
      make_business(add(draw_time(rng_, day_, 19, 23), EventType::kDeposit, Direction::kIn,
                        Instrument::kCard, Purpose::kTakings));
    }
    if (maybe(rng_, kTillDays)) {
      make_business(add(draw_time(rng_, day_, 8, 18), EventType::kDeposit, Direction::kIn,
                        Instrument::kCash, Purpose::kTakings));
    }
    if (!maybe(rng_, kSuppliesDays)) return;
    Record& supplies =
        make_business(add(draw_time(rng_, day_, 8, 18), EventType::kTransfer, Direction::kOut,
                          Instrument::kTransfer, Purpose::kSupplies));
    supplies.other_kind = OtherKind::kFirm;
    supplies.other =
        kWholesalers + number_ * kSuppliers + static_cast<std::int32_t>(rng_.randbelow(kSuppliers));
    make_online(supplies);
  }

  const Population& population_;
  const Sleepers& sleepers_;
  PythonRandom rng_;
  std::int32_t number_;
  const Client& client_;
  std::int64_t slice_;
  std::vector<Record>& out_;
  std::int64_t day_ = 0;
  Date date_;
};

}  // namespace

void Life::draw(std::int32_t client, std::int64_t slice, std::int64_t day_count,
                std::vector<Record>& out) const {
  const auto slices = static_cast<std::uint64_t>(kMostDays / kSliceDays + 1);
  const std::uint64_t number =
      static_cast<std::uint64_t>(client) * slices + static_cast<std::uint64_t>(slice);
  Slice life(population_, sleepers_, stream_of(seed_, Section::kLife, number), client, slice, out);
  const auto asleep = sleepers_.find(client);
  const bool sleeps = asleep != sleepers_.end();
  const std::int64_t end = sleeps ? std::min(day_count, asleep->second) : day_count;
  const std::int64_t first = slice * kSliceDays;
  for (std::int64_t day = first; day < std::min(end, first + kSliceDays); ++day) life.live(day);
  if (population_.client(client).has_loan && !sleeps) life.borrow();
}

}  // namespace financescr::datagen
