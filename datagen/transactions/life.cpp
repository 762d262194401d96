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
  double top_ups;
  double payments;  // to people with accounts elsewhere
  double receipts;  // from them
};
constexpr Habits kHabits[] = {{.45, .12, .10, .10, .02, .00, .08, .06, .02},
                              {.22, .10, .08, .08, .30, .18, .08, .08, .02},
                              {.22, .05, .05, .06, .05, .00, .10, .03, .06},
                              {.10, .06, .04, .00, .00, .00, .04, .05, .02}};

constexpr double kWeekend = 1.3;      // of groceries
constexpr double kMarketDay = 1.5;    // of groceries
constexpr double kMarketTrade = 2.2;  // of what traders earn
constexpr double kOtherTrade = .8;    // on the other days of the week
constexpr std::int64_t kStillAfterwards_days =
    14;                           // how long a client still sleeps once it was woken
constexpr double kAtAgent = .70;  // of cash; the rest at a branch
constexpr double kAtNight = .01;  // of what is done online
constexpr double kElsewhere = .025;
constexpr double kAbroad = .004;         // of what is paid by card
constexpr double kDependentFactor = .6;  // of what others spend
constexpr double kMonthlyChange = .01;   // of rents and salaries
constexpr double kTakingsDays = .85;     // on which a merchant's card takings are settled
constexpr double kSuppliesDays = .30;
constexpr double kTillDays = .25;       // on which a merchant pays cash in
constexpr double kHandedIn = .15;       // of sales and receipts: cash of somebody who is named
constexpr double kToRegular = .70;      // of payments
constexpr std::int32_t kRegulars = 4;   // people whom a client pays again and again
constexpr double kLoanInSlice = .02;    // of those who borrow at all
constexpr double kPurchaseDays = .001;  // on which something dear is bought
constexpr std::int64_t kFirstPayDay = 24;
constexpr std::int64_t kPayDays = 4;
constexpr std::int64_t kFeeDay = 28;
constexpr std::int64_t kSavingDay = 27;
constexpr std::int64_t kInstalments = 6;
constexpr std::int64_t kInstalmentDays = 30;
constexpr std::int32_t kClientsPerFirm = 20;  // of whom some hold its currency and work there
constexpr std::int32_t kClientsPerLandlord = 5;
constexpr std::int32_t kFirms = 4;  // an employer for each currency
constexpr std::int32_t kTreasuries = 4;
constexpr std::int32_t kSuppliers = 3;  // of a merchant
// Firms have numbers of their own by what they are.
constexpr std::int32_t kLandlords = 1'000'000;
constexpr std::int32_t kWholesalers = 2'000'000;

// The life of one client in one slice.
class Slice {
 public:
  Slice(const Population& population, const Sleepers& sleepers, StreamRandom rng,
        std::int32_t number, std::int64_t slice, std::vector<Record>& out)
      : population_(population),
        sleepers_(sleepers),
        rng_(rng),
        number_(number),
        client_(population.client(number)),
        home_(population.home(number)),
        slice_(slice),
        out_(out) {}

  void live(std::int64_t day) {
    day_ = day;
    date_ = date_of(day);
    is_market_day_ = weekday_of(date_) == home_.market_weekday;
    spending_ = spending_in(home_.region, date_);
    trade_ = trade_in(home_.region, date_) * (is_market_day_ ? kMarketTrade : kOtherTrade);
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
    const std::int64_t at_us = at(day, 9, 16);
    add(at_us, EventType::kLoanDisbursement, Direction::kIn, Instrument::kTransfer, loan).loan =
        number_;
    const double drawn = draw_between(rng_, .15, .6);
    const std::int64_t drawn_day = day + rng_.randint(2, 8);
    cash(drawn_day, EventType::kWithdrawal,
         rounded_amount(static_cast<double>(loan) * drawn, Purpose::kCashOut, client_.coin));
    const double instalment = static_cast<double>(loan) * 1.1 / static_cast<double>(kInstalments);
    for (std::int64_t i = 1; i <= kInstalments; ++i) {
      add(at(day + i * kInstalmentDays, 8, 18), EventType::kLoanRepayment, Direction::kOut,
          Instrument::kTransfer, rounded_amount(instalment, Purpose::kFee, client_.coin))
          .loan = number_;
    }
  }

  // What was last heard of a client who lies still.
  void be_heard_of(std::int64_t day) {
    const std::int64_t minor = amount(Purpose::kCashOut);
    add(at(day, 8, 18), EventType::kWithdrawal, Direction::kOut, Instrument::kCash, minor);
  }

 private:
  // By the clocks of where the client lives.
  std::int64_t at(std::int64_t day, std::int64_t from_hour, std::int64_t to_hour) {
    return draw_local_time(rng_, day, from_hour, to_hour, home_.ahead_h);
  }

  std::int64_t amount(Purpose purpose) {
    const bool has_little = client_.calling == Calling::kDependent;
    return draw_amount(rng_, purpose, client_.coin, has_little ? kDependentFactor : 1.0);
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

  std::int64_t online_time() { return maybe(rng_, kAtNight) ? at(day_, 0, 6) : at(day_, 6, 22); }

  void cash(std::int64_t day, EventType type, std::int64_t amount_minor) {
    const bool is_in = type == EventType::kDeposit;
    const std::int64_t at_us = at(day, 7, 20);
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
    return rounded_amount(static_cast<double>(usual_minor) * change, purpose, client_.coin);
  }

  void earn() {
    const Habits& habits = kHabits[static_cast<std::size_t>(client_.calling)];
    if (maybe(rng_, habits.cash_in * trade_))
      cash(day_, EventType::kDeposit, amount(Purpose::kCashIn));
    if (maybe(rng_, habits.sales * trade_)) be_paid(Purpose::kSale);
    if (maybe(rng_, habits.receipts)) be_paid(Purpose::kPayment);
    const std::int32_t firm = kFirms * (number_ / kClientsPerFirm) +
                              (static_cast<std::int32_t>(client_.coin)) + kTreasuries;
    const bool is_state = client_.is_paid_by_state;
    const std::int64_t pay_day = kFirstPayDay + (is_state ? 0 : firm / kFirms % kPayDays);
    if (client_.calling != Calling::kSalaried || date_.day != pay_day) return;
    const std::int64_t at_us = at(day_, 7, 15);
    const std::int64_t pay = monthly(client_.salary_minor, Purpose::kSalary);
    Record& salary = add(at_us, EventType::kTransfer, Direction::kIn, Instrument::kTransfer, pay);
    salary.other_kind = is_state ? OtherKind::kPayer : OtherKind::kFirm;
    salary.other = is_state ? (static_cast<std::int32_t>(client_.coin)) : firm;
  }

  [[nodiscard]] Instrument of_transfers() const {
    return client_.coin == Coin::kFranc ? Instrument::kMobileMoney : Instrument::kTransfer;
  }

  void be_paid(Purpose purpose) {
    const std::int64_t at_us = online_time();
    Record& record = add(at_us, EventType::kTransfer, Direction::kIn, of_transfers(), purpose);
    const bool is_handed_in = maybe(rng_, kHandedIn);
    const bool is_regular = purpose != Purpose::kSale && maybe(rng_, kToRegular);
    record.other_kind = OtherKind::kPerson;
    record.other = is_regular ? draw_regular() : draw_person(rng_);
    if (!is_handed_in) return;
    record.type = EventType::kDeposit;
    record.instrument = Instrument::kCash;
  }

  void pay_somebody() {
    const std::int64_t at_us = online_time();
    Record& record =
        add(at_us, EventType::kTransfer, Direction::kOut, of_transfers(), Purpose::kPayment);
    record.other_kind = OtherKind::kPerson;
    record.other = maybe(rng_, kToRegular) ? draw_regular() : draw_person(rng_);
    make_online(record);
  }

  std::int32_t draw_regular() {
    return population_.person_of(number_, static_cast<std::int32_t>(rng_.randbelow(kRegulars)));
  }

  void pay_monthly() {
    if (client_.rent_day == date_.day) {
      const std::int64_t at_us = at(day_, 7, 21);
      const std::int64_t due = monthly(client_.rent_minor, Purpose::kRent);
      Record& rent = add(at_us, EventType::kTransfer, Direction::kOut, Instrument::kTransfer, due);
      rent.other_kind = OtherKind::kFirm;
      rent.other = kLandlords + number_ / kClientsPerLandlord;
      make_online(rent);
    }
    if (client_.saves && date_.day == kSavingDay) {
      make_online(add(at(day_, 8, 21), EventType::kRecurringDeposit, Direction::kOut,
                      Instrument::kTransfer, Purpose::kSaving));
    }
    if (date_.day != kFeeDay) return;
    add(at(day_, 22, 23), EventType::kFee, Direction::kOut, Instrument::kTransfer, Purpose::kFee);
  }

  void spend() {
    constexpr std::int64_t kSaturday = 5;
    const Habits& habits = kHabits[static_cast<std::size_t>(client_.calling)];
    const double weekend = weekday_of(date_) >= kSaturday ? kWeekend : 1.0;
    const double day = is_market_day_ ? kMarketDay : weekend;
    if (maybe(rng_, habits.groceries * day * spending_)) shop();
    if (maybe(rng_, habits.top_ups)) {
      make_online(add(online_time(), EventType::kOther, Direction::kOut, Instrument::kMobileMoney,
                      Purpose::kTopUp));
    }
    if (maybe(rng_, habits.bills)) {
      make_online(add(online_time(), EventType::kOther, Direction::kOut, Instrument::kMobileMoney,
                      Purpose::kBill));
    }
    if (maybe(rng_, habits.cash_out)) {
      cash(day_, EventType::kWithdrawal, amount(Purpose::kCashOut));
    }
    if (maybe(rng_, habits.gifts * spending_)) give();
    if (maybe(rng_, habits.payments * spending_)) pay_somebody();
    if (!maybe(rng_, kPurchaseDays)) return;
    Record& purchase = add(at(day_, 8, 18), EventType::kTransfer, Direction::kOut,
                           Instrument::kTransfer, Purpose::kPurchase);
    purchase.other_kind = OtherKind::kFirm;
    purchase.other = draw_dealer(rng_);
    make_online(purchase);
  }

  void shop() {
    Record& groceries = add(at(day_, 8, 21), EventType::kOther, Direction::kOut, Instrument::kCard,
                            Purpose::kGroceries);
    groceries.merchant = client_.shops[rng_.place_in(client_.shops.size())];
    groceries.other_kind = OtherKind::kOwnShop;
    if (maybe(rng_, kAbroad)) {
      groceries.home = static_cast<std::uint8_t>(rng_.place_in(homes().size()));
    }
  }

  // To a friend or relative, who has an event of it as well.
  void give() {
    const std::int32_t contact = client_.contacts[rng_.place_in(client_.contacts.size())];
    const Instrument instrument = of_transfers();
    const std::int64_t at_us = online_time();
    const std::int64_t minor = amount(Purpose::kGift);
    const std::int64_t arrives_us = at_us + rng_.randint(1, 5) * Timestamp::kSecond;
    Record& sent = add(at_us, EventType::kTransfer, Direction::kOut, instrument, minor);
    sent.other_kind = OtherKind::kClient;
    sent.other = contact;
    make_online(sent);
    const auto asleep = sleepers_.find(contact);
    if (asleep != sleepers_.end() && asleep->second.holds(arrives_us)) {
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
      make_business(add(at(day_, 19, 23), EventType::kDeposit, Direction::kIn, Instrument::kCard,
                        Purpose::kTakings));
    }
    if (maybe(rng_, kTillDays)) {
      make_business(add(at(day_, 8, 18), EventType::kDeposit, Direction::kIn, Instrument::kCash,
                        Purpose::kTakings));
    }
    if (!maybe(rng_, kSuppliesDays)) return;
    Record& supplies = make_business(add(at(day_, 8, 18), EventType::kTransfer, Direction::kOut,
                                         Instrument::kTransfer, Purpose::kSupplies));
    supplies.other_kind = OtherKind::kFirm;
    supplies.other =
        kWholesalers + number_ * kSuppliers + static_cast<std::int32_t>(rng_.randbelow(kSuppliers));
    make_online(supplies);
  }

  const Population& population_;
  const Sleepers& sleepers_;
  StreamRandom rng_;
  std::int32_t number_;
  const Client& client_;
  const Home& home_;
  std::int64_t slice_;
  std::vector<Record>& out_;
  std::int64_t day_ = 0;
  Date date_;
  bool is_market_day_ = false;
  double spending_ = 1.0;
  double trade_ = 1.0;
};

}  // namespace

bool Sleep::holds(std::int64_t at_us) const {
  return at_us >= start_of_day(from_day) && at_us < start_of_day(wake_day + kStillAfterwards_days);
}

void Life::draw(std::int32_t client, std::int64_t slice, std::int64_t day_count,
                std::vector<Record>& out) const {
  const auto slices = static_cast<std::uint64_t>(kMostDays / kSliceDays + 1);
  const std::uint64_t number =
      static_cast<std::uint64_t>(client) * slices + static_cast<std::uint64_t>(slice);
  Slice life(population_, sleepers_, stream_of(seed_, Section::kLife, number), client, slice, out);
  const std::size_t first = out.size();
  const std::int64_t first_day = slice * kSliceDays;
  const std::int64_t end_day = std::min(day_count, first_day + kSliceDays);
  for (std::int64_t day = first_day; day < end_day; ++day) life.live(day);
  if (population_.client(client).has_loan) life.borrow();
  const auto asleep = sleepers_.find(client);
  if (asleep == sleepers_.end()) return;
  const Sleep& sleep = asleep->second;
  const auto is_of_sleep = [&](const Record& record) {
    return record.client == client && sleep.holds(record.at_us);
  };
  out.erase(
      std::remove_if(out.begin() + static_cast<std::ptrdiff_t>(first), out.end(), is_of_sleep),
      out.end());
  const bool begins = sleep.from_day >= first_day && sleep.from_day < first_day + kSliceDays;
  if (begins || (slice == 0 && sleep.from_day < 0)) life.be_heard_of(sleep.from_day);
}

}  // namespace financescr::datagen
