using System.Globalization;
using System.Text.Json.Nodes;
using AiopsTwin.Engine.Scoring;
using AiopsTwin.Engine.Scoring.Detections;
using AiopsTwin.Engine.Scoring.Detections.Peers;

namespace AiopsTwin.Cli.Output;

/// <summary>What a person or a program sees of an evaluation of alarms.</summary>
internal sealed class DetectionScreen(TextWriter output, TextWriter error, bool isJson)
    : Screen(output, error, isJson)
{
    private const int MostFailures = 20;
    private static readonly NabProfile[] Profiles =
        [NabProfile.Standard, NabProfile.LowFalseAlarms, NabProfile.LowMisses];

    public void ShowEvents(string dataset, DetectionBoard board)
    {
        var ours = board.Ours();
        var peers = DetectionPeers.Names.Select((name, i) => (name, board.Peer(i))).ToList();
        if (IsJson)
        {
            Write(EventsToJson(dataset, board, ours, peers));
            return;
        }

        Line($"{dataset}: {board.Series} series, {ours.Best.Events} events on the second halves, "
            + $"{ours.Best.SeriesWeeks:0} series-weeks; engine {RunScorer.EngineVersion}");
        Line("one threshold for all series, fixed on the first halves; FA = false alarms a week of one series");
        Line($"{"",-18}{"F1",7}{"P",7}{"R",7}{"FA",7}{"delay",8}   R (FA) at 0.25     R (FA) at 1");
        Row("ours", ours);
        peers.ForEach(peer => Row(peer.name, peer.Item2));
        var raised = board.Raised;
        Line($"{"ours as raised",-18}{Tell(raised)}   (alerts at the settings, nobody answers)");
        Line($"{"... answered",-18}{Tell(board.Answered)}   (every alert answered a day later)");
        Rates(board);
        Disguises(board);
        Volumes(board);
        Cost(board);
    }

    public void ShowNab(DetectionBoard board)
    {
        if (IsJson)
        {
            Write(NabToJson(board));
            return;
        }

        Line($"nab: {board.Series} series; engine {RunScorer.EngineVersion}");
        Line("best single threshold, one alarm an episode (refractory), for everyone alike");
        Line($"{"",-18}{string.Concat(Profiles.Select(profile => $"{profile.Name,10}"))}");
        Nab("ours, by rarity", profile => board.OurNab(profile).Score);
        Nab("ours, by score", profile => board.OurNabByScore(profile).Score);
        for (var peer = 0; peer < DetectionPeers.Names.Count; peer++)
        {
            Nab(DetectionPeers.Names[peer], profile => board.PeerNab(peer, profile).Score);
        }

        Nab("ours as raised", board.RaisedNab);
        Rates(board);
        Disguises(board);
        Volumes(board);
        Cost(board);
    }

    private static JsonObject EventsToJson(
        string dataset, DetectionBoard board, SweptScores ours, List<(string Name, SweptScores Scores)> peers)
    {
        var result = Head(dataset, board, ScoresOf(ours));
        result["slices"] = new JsonObject
        {
            ["raised"] = Against(board.Budget, board.Raised),
            ["answered"] = Against(board.Budget, board.Answered),
            ["disguised"] = DisguisedToJson(board),
            ["vus_pr"] = VolumesToJson(board),
        };
        result["vs"] = Figures.Each(peers, peer => peer.Name, peer => new JsonObject
        {
            ["f1"] = Figures.Versus(ours.Best.F1, peer.Scores.Best.F1),
            ["recall_at_0.25"] = Figures.Versus(
                ours.Budgets[0].Tally.Recall, peer.Scores.Budgets[0].Tally.Recall),
            ["recall_at_1"] = Figures.Versus(ours.Budgets[1].Tally.Recall, peer.Scores.Budgets[1].Tally.Recall),
        });
        result["milliseconds"] = Figures.MillisecondsOf(board.Times);
        result["failures"] = EvaluationJson.Failures(
            board.Each
                .OrderByDescending(one => one.Tally.FalseAlarms + one.Tally.Events - one.Tally.Found)
                .ThenBy(one => one.Name, StringComparer.Ordinal)
                .Take(MostFailures)
                .Where(one => one.Tally.FalseAlarms + one.Tally.Events > one.Tally.Found),
            one => EvaluationJson.Failure(
                one.Name,
                string.Create(CultureInfo.InvariantCulture, $"{one.Tally.Events} events"),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{one.Tally.Found} found, {one.Tally.FalseAlarms} false alarms")));
        return result;
    }

    private static JsonObject NabToJson(DetectionBoard board)
    {
        var result = Head("nab", board, ForEachProfile(profile => Figures.Score(board.OurNab(profile).Score)));
        result["slices"] = new JsonObject
        {
            ["raised"] = ForEachProfile(profile => Figures.Score(board.RaisedNab(profile))),
            ["left_alone"] = Against(board.Budget, board.Raised),
            ["answered"] = Against(board.Budget, board.Answered),
            ["disguised"] = DisguisedToJson(board),
            ["by_score"] = ForEachProfile(profile => Figures.Score(board.OurNabByScore(profile).Score)),
            ["vus_pr"] = VolumesToJson(board),
        };
        result["vs"] = Figures.Each(
            Enumerable.Range(0, DetectionPeers.Names.Count),
            peer => DetectionPeers.Names[peer],
            peer => ForEachProfile(profile => Figures.Versus(
                board.OurNab(profile).Score, board.PeerNab(peer, profile).Score)));
        result["milliseconds"] = Figures.MillisecondsOf(board.Times);
        result["failures"] = new JsonArray();
        return result;
    }

    private static JsonObject Against(double budget, EventTally tally)
    {
        var scores = ToJson(tally);
        scores["rate_over_budget"] = Figures.Score(tally.FalseAlarmsPerWeek / budget);
        return scores;
    }

    private static JsonObject? DisguisedToJson(DetectionBoard board)
    {
        if (board.Disguise is not { } kind)
        {
            return null;
        }

        var told = Against(board.Budget, board.Disguised);
        told["disguise"] = NameOf(kind);
        return told;
    }

    private static string NameOf(DisguiseKind kind) => kind.ToString().ToLowerInvariant();

    private static JsonObject VolumesToJson(DetectionBoard board)
    {
        var volumes = new JsonObject
        {
            ["score"] = Figures.Score(board.OurVolume()),
            ["rarity"] = Figures.Score(board.OurVolumeByRarity()),
        };
        for (var peer = 0; peer < DetectionPeers.Names.Count; peer++)
        {
            volumes[DetectionPeers.Names[peer]] = Figures.Score(board.PeerVolume(peer));
        }

        return volumes;
    }

    private static JsonObject Head(string dataset, DetectionBoard board, JsonObject scores)
    {
        var head = EvaluationJson.Head("detection", dataset, (board.Series, board.Series));
        head["scores"] = scores;
        return head;
    }

    private static JsonObject ForEachProfile(Func<NabProfile, JsonNode?> score) =>
        Figures.Each(Profiles, profile => profile.Name, score);

    private static JsonObject ScoresOf(SweptScores ours)
    {
        var scores = ToJson(ours.Best);
        foreach (var budget in ours.Budgets)
        {
            var key = budget.Budget.ToString(CultureInfo.InvariantCulture);
            scores["recall_at_" + key] = Figures.Score(budget.Tally.Recall);
            scores["false_alarms_at_" + key] = Figures.Score(budget.Tally.FalseAlarmsPerWeek);
            scores["rate_over_budget_" + key] = Figures.Score(RatioOf(budget));
        }

        return scores;
    }

    private static JsonObject ToJson(EventTally tally) => new()
    {
        ["events"] = tally.Events,
        ["precision"] = Figures.Score(tally.Precision),
        ["recall"] = Figures.Score(tally.Recall),
        ["f1"] = Figures.Score(tally.F1),
        ["false_alarms_per_week"] = Figures.Score(tally.FalseAlarmsPerWeek),
        ["delay_seconds"] = Figures.Score(tally.MedianDelay.TotalSeconds),
    };

    private static double RatioOf(BudgetScore budget) => budget.Tally.FalseAlarmsPerWeek / budget.Budget;

    private static string Tell(EventTally tally) => string.Create(
        CultureInfo.InvariantCulture,
        $"{tally.F1,7:0.000}{tally.Precision,7:0.00}{tally.Recall,7:0.00}{tally.FalseAlarmsPerWeek,7:0.00}"
        + $"{tally.MedianDelay.TotalMinutes,6:0.#} min");

    private void Row(string name, SweptScores scores) => Line(
        $"{name,-18}{Tell(scores.Best)}   "
        + string.Join("        ", scores.Budgets.Select(budget => string.Create(
            CultureInfo.InvariantCulture,
            $"{budget.Tally.Recall:0.00} ({budget.Tally.FalseAlarmsPerWeek:0.00})"))));

    private void Nab(string name, Func<NabProfile, double> score) => Line(
        $"{name,-18}{string.Concat(Profiles.Select(profile => string.Create(
            CultureInfo.InvariantCulture, $"{score(profile),10:0.0}")))}");

    private void Rates(DetectionBoard board)
    {
        var (answered, leftAlone) = (board.Answered.FalseAlarmsPerWeek, board.Raised.FalseAlarmsPerWeek);
        Line($"alarm rate against a budget of {board.Budget:0.##}: "
            + $"answered {answered:0.00}, ratio {answered / board.Budget:0.00}; "
            + $"left alone {leftAlone:0.00}, ratio {leftAlone / board.Budget:0.00}");
        var weeks = board.Raised.SeriesWeeks / board.Series;
        if (weeks < 1 / board.Budget)
        {
            Line($"  the second halves are {weeks:0.0} weeks of a series, too short for the loop: the budget is one "
                + $"alarm in {1 / board.Budget:0.#}");
        }
    }

    private void Disguises(DetectionBoard board)
    {
        if (board.Disguise is { } kind)
        {
            Line($"{"... " + NameOf(kind),-18}{Tell(board.Disguised)}   (as raised, told otherwise: "
                + $"F1 {board.Disguised.F1 - board.Raised.F1:+0.000;-0.000;0.000})");
        }
    }

    private void Volumes(DetectionBoard board) => Line(
        $"VUS-PR, mean of the labelled series: ours {board.OurVolume():0.000} by score, "
        + $"{board.OurVolumeByRarity():0.000} by rarity; "
        + string.Join(", ", DetectionPeers.Names.Select((name, peer) =>
            string.Create(CultureInfo.InvariantCulture, $"{name} {board.PeerVolume(peer):0.000}"))));

    private void Cost(DetectionBoard board) => Line(
        $"{board.Samples} samples, {board.Times.Sum(time => time.TotalMilliseconds) * 1e6 / board.Samples:0} ns each");
}
