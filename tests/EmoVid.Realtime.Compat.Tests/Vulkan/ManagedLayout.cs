using System.Reflection;
using System.Reflection.Emit;

namespace EmoVid.Realtime.Compat.Tests.Vulkan;

/// <summary>Sizes and offsets as the runtime really lays structs out in managed memory, which is what a pointer hands to Vulkan.</summary>
internal static class ManagedLayout
{
    public static int SizeOf(Type type)
    {
        var method = new DynamicMethod("SizeOf", typeof(int), null, typeof(ManagedLayout).Module, skipVisibility: true);
        var il = method.GetILGenerator();
        il.Emit(OpCodes.Sizeof, type);
        il.Emit(OpCodes.Ret);
        return method.CreateDelegate<Func<int>>()();
    }

    public static int OffsetOf(Type type, FieldInfo field)
    {
        var method = new DynamicMethod("OffsetOf", typeof(int), null, typeof(ManagedLayout).Module, skipVisibility: true);
        var il = method.GetILGenerator();
        il.DeclareLocal(type);
        il.Emit(OpCodes.Ldloca_S, 0);
        il.Emit(OpCodes.Ldflda, field);
        il.Emit(OpCodes.Conv_U);
        il.Emit(OpCodes.Ldloca_S, 0);
        il.Emit(OpCodes.Conv_U);
        il.Emit(OpCodes.Sub);
        il.Emit(OpCodes.Conv_I4);
        il.Emit(OpCodes.Ret);
        return method.CreateDelegate<Func<int>>()();
    }
}
