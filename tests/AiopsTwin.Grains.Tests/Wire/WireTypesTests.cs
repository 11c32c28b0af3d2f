using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using AiopsTwin.Contracts;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Grains.Durability;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace AiopsTwin.Grains.Tests.Wire;

public sealed class WireTypesTests : IDisposable
{
    private const string AcceptVariable = "AIOPSTWIN_ACCEPT_GOLDEN";

    private static readonly Assembly[] Assemblies =
        [typeof(EntityId).Assembly, typeof(GrainKeys).Assembly, typeof(IEventLog).Assembly];

    private static readonly MethodInfo CopyMethod =
        typeof(WireTypesTests).GetMethod(nameof(Copy), BindingFlags.NonPublic | BindingFlags.Static)!;

    private readonly ServiceProvider _services = new ServiceCollection().AddSerializer().BuildServiceProvider();

    /// <summary>Every type that crosses a grain call, with its nullable or task wrapping taken off.</summary>
    public static TheoryData<Type> TypesInGrainInterfaces() => new(Interfaces()
        .SelectMany(type => type.GetMethods())
        .SelectMany(method => method.GetParameters().Select(parameter => parameter.ParameterType)
            .Append(method.ReturnType))
        .SelectMany(Unwrapped)
        .Distinct()
        .OrderBy(type => type.ToString(), StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(TypesInGrainInterfaces))]
    public void Type_InAGrainInterface_SurvivesTheWire(Type type)
    {
        var value = Specimen.Of(type);

        var copy = CopyMethod.MakeGenericMethod(type).Invoke(null, [_services.GetRequiredService<Serializer>(), value]);

        Assert.Equal(Specimen.Describe(value), Specimen.Describe(copy));
    }

    /// <summary>
    /// Stored and sent bytes name types by alias and members by number. The golden file is what was promised so far:
    /// none of its lines may change or go. What is new is compatible and needs no line yet; set
    /// AIOPSTWIN_ACCEPT_GOLDEN=1 to promise it, and review the difference.
    /// </summary>
    [Fact]
    public void Types_WithASerializer_KeepTheirAliasesAndNumbers()
    {
        var path = Path.Combine(Folder(), "wire-types.txt");
        var actual = Assemblies.SelectMany(assembly => assembly.GetTypes()).SelectMany(Lines)
            .Order(StringComparer.Ordinal).ToArray();
        if (Environment.GetEnvironmentVariable(AcceptVariable) == "1")
        {
            File.WriteAllLines(path, actual);
        }

        var promised = File.ReadAllLines(path);

        Assert.Empty(promised.Except(actual, StringComparer.Ordinal));
        Assert.True(promised.Length > 700, $"only {promised.Length} lines are promised");
    }

    [Fact]
    public void Types_WithASerializer_HaveAliasesOfTheirOwn()
    {
        var aliases = Assemblies.SelectMany(assembly => assembly.GetTypes())
            .Where(IsWireType)
            .Select(type => (Type: type, Alias: type.GetCustomAttribute<AliasAttribute>()?.Alias))
            .ToArray();

        Assert.All(aliases, entry => Assert.StartsWith("aiopstwin.", entry.Alias, StringComparison.Ordinal));
        Assert.Equal(aliases.Length, aliases.Select(entry => entry.Alias).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void GrainInterfaces_AndTheirMethods_HaveAliases()
    {
        Assert.All(Interfaces(), type => Assert.NotNull(type.GetCustomAttribute<AliasAttribute>()));
        Assert.All(
            Interfaces().SelectMany(type => type.GetMethods()),
            method => Assert.Equal(method.Name, method.GetCustomAttribute<AliasAttribute>()?.Alias));
    }

    public void Dispose() => _services.Dispose();

    private static T? Copy<T>(Serializer serializer, T value) =>
        serializer.Deserialize<T>(serializer.SerializeToArray(value));

    private static IEnumerable<Type> Interfaces() => Assemblies.SelectMany(assembly => assembly.GetTypes())
        .Where(type => type.IsInterface && typeof(IAddressable).IsAssignableFrom(type));

    private static IEnumerable<Type> Unwrapped(Type type)
    {
        if (type == typeof(Task) || type == typeof(CancellationToken))
        {
            return [];
        }

        var definition = type.IsGenericType ? type.GetGenericTypeDefinition() : null;
        return definition == typeof(Task<>) || definition == typeof(IAsyncEnumerable<>)
            || definition == typeof(Nullable<>)
            ? Unwrapped(type.GetGenericArguments()[0])
            : [type];
    }

    private static bool IsWireType(Type type) =>
        type.GetCustomAttribute<GenerateSerializerAttribute>() is not null
        && type.Namespace?.StartsWith("AiopsTwin.", StringComparison.Ordinal) == true;

    private static IEnumerable<string> Lines(Type type)
    {
        if (!IsWireType(type))
        {
            yield break;
        }

        var alias = type.GetCustomAttribute<AliasAttribute>()?.Alias ?? type.FullName!;
        yield return alias;
        const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance
            | BindingFlags.DeclaredOnly;
        foreach (var member in type.GetMembers(All))
        {
            if (member.GetCustomAttribute<IdAttribute>() is { } id)
            {
                var memberType = (member as PropertyInfo)?.PropertyType ?? ((FieldInfo)member).FieldType;
                yield return string.Create(
                    CultureInfo.InvariantCulture, $"{alias} {id.Id} {member.Name} {Name(memberType)}");
            }
        }
    }

    private static string Name(Type type)
    {
        if (!type.IsGenericType)
        {
            return type.Name;
        }

        var arguments = string.Join(", ", type.GetGenericArguments().Select(Name));
        return $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{arguments}>";
    }

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
